import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makeLog, silentLog } from "../../../server/kit/log.ts";
import { Scope } from "../../../server/kit/scope.ts";
import { type Sweep, Sweeper } from "../../../server/retention/sweeper.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const alone = (work: () => Promise<void>): Promise<void> => work();
const open = (sweeps: Sweep[], scope: Scope, log = silentLog) =>
  Sweeper.open({ sweeps, alone, everyMs: 1000, clock: { now: () => 5000 }, log }, scope);

it("hands each sweep the time and goes on after one that failed", async () => {
  const lines: string[] = [];
  const log = makeLog({ level: "info", format: "json", write: (line) => lines.push(line), now: () => 0 });
  const seen: number[] = [];
  const broken: Sweep = { name: "devices", run: () => Promise.reject(new Error("down")) };
  const fine: Sweep = { name: "replies", run: (now) => Promise.resolve(seen.push(now.getTime())) };
  const scope = new Scope();
  await open([broken, fine], scope, log).sweep();
  await scope.close();
  expect(seen).toEqual([5000]);
  expect(lines.map((it) => JSON.parse(it).message)).toEqual(["a sweep failed and is tried again later", "swept"]);
});

it("sweeps again and again until its scope closes, twice if need be", async () => {
  let rounds = 0;
  const scope = new Scope();
  open([{ name: "devices", run: () => Promise.resolve(rounds++) }], scope);
  await vi.advanceTimersByTimeAsync(3500);
  await Promise.all([scope.close(), scope.close()]);
  await vi.advanceTimersByTimeAsync(3500);
  expect([rounds, vi.getTimerCount()]).toEqual([3, 0]);
});

it("waits at closing for the sweep that runs", async () => {
  let finish = (): void => {};
  const running = new Promise<number>((resolve) => finish = () => resolve(0));
  const scope = new Scope();
  const sweep = open([{ name: "devices", run: () => running }], scope).sweep();
  let closed = false;
  const closing = scope.close().then(() => closed = true);
  await vi.advanceTimersByTimeAsync(10);
  expect(closed).toBe(false);
  finish();
  await Promise.all([sweep, closing]);
  expect(closed).toBe(true);
});
