import process from "node:process";
import { afterEach, expect, it } from "vitest";
import { makeLog } from "../../../../server/kit/log.ts";
import { workerPlace } from "../../../../server/native/worker.mjs";
import { WorkerPool } from "../../../../server/rooms/media/worker-pool.ts";
import { fakeClock } from "../../../kit/clock.ts";
import { mediaWorkers } from "../../../kit/media-workers.ts";
import { until } from "../../../kit/until.ts";

const clock = fakeClock();
let pool: WorkerPool | undefined;
const lines: string[] = [];
const log = makeLog({ level: "info", format: "json", write: (line) => lines.push(line), now: () => 0 });
const runs = (): number => lines.filter((it) => it.includes("media worker runs")).length;

afterEach(async () => {
  await pool?.close();
  lines.length = 0;
});

async function open({ workers = 1, port = 0 } = {}): Promise<WorkerPool> {
  const { bin: binary } = workerPlace();
  const options = { binary, listenHost: "127.0.0.1", port, workers, announcedAddress: null, clock, log };
  return pool = await WorkerPool.open(options);
}

it("starts a worker again that dies, and says so meanwhile", async () => {
  const opened = await open();
  opened.ready();
  const [first = 0] = mediaWorkers();
  process.kill(first, "SIGKILL");
  await until(() => lines.some((it) => it.includes("media worker died")));
  expect(() => opened.ready()).toThrow("being started again");
  await opened.running();
  opened.ready();
  expect(runs()).toBe(2);
  expect(mediaWorkers()).toHaveLength(1);
  expect(mediaWorkers()).not.toContain(first);
});

it("waits longer each time when one dies again and again, and starts over once it was well", async () => {
  await open();
  const waits = (): number[] =>
    lines.map((it) => JSON.parse(it)).filter((it) => it.message === "media worker died").map((it) => it.againInMs);
  const die = async (): Promise<void> => {
    const before = runs();
    process.kill(mediaWorkers()[0] ?? 0, "SIGKILL");
    await until(() => runs() > before);
  };
  await die();
  await die();
  clock.pass(10_000);
  await die();
  expect(waits()).toEqual([100, 200, 100]);
});

it("replaces a worker that hangs, on the same port", async () => {
  const opened = await open({ port: 4410 });
  const [hung = 0] = mediaWorkers();
  process.kill(hung, "SIGSTOP");
  await until(() => lines.some((it) => it.includes("media worker hangs")));
  await until(() => runs() === 2);
  expect(mediaWorkers()).toHaveLength(1);
  expect(mediaWorkers()).not.toContain(hung);
  expect(opened.ports).toEqual([4410]);
});

it("opens each worker on a port of its own, and names the one that is taken", async () => {
  const opened = await open({ workers: 2, port: 4412 });
  expect(new Set(opened.ports)).toEqual(new Set([4412, 4413]));
  expect(mediaWorkers()).toHaveLength(2);
  const { bin: binary } = workerPlace();
  const more = { binary, listenHost: "127.0.0.1", port: 4411, workers: 2, announcedAddress: null, clock, log };
  await expect(WorkerPool.open(more)).rejects.toThrow("Media port 4412 cannot be opened");
  expect(mediaWorkers()).toHaveLength(2);
});

it("leaves nothing behind when it is closed in the middle of a start", async () => {
  const opened = await open();
  const [first = 0] = mediaWorkers();
  process.kill(first, "SIGKILL");
  await until(() => lines.some((it) => it.includes("media worker died")));
  await until(() => mediaWorkers().some((it) => it !== first));
  await opened.close();
  expect(mediaWorkers()).toEqual([]);
});

it("leaves it to the server what happens when that is told to stop", async () => {
  const listeners = (): number => process.listenerCount("SIGTERM") + process.listenerCount("SIGINT");
  const before = listeners();
  const opened = await open();
  process.kill(mediaWorkers()[0] ?? 0, "SIGKILL");
  await until(() => lines.some((it) => it.includes("media worker died")));
  await opened.running();
  expect(listeners()).toBe(before);
});

it("ends a worker too that is stopped", async () => {
  const opened = await open();
  process.kill(mediaWorkers()[0] ?? 0, "SIGSTOP");
  await opened.close();
  expect(mediaWorkers()).toEqual([]);
});

it("may be closed twice, is not started again after it, and lets nobody wait for it", async () => {
  const opened = await open();
  process.kill(mediaWorkers()[0] ?? 0, "SIGKILL");
  await until(() => lines.some((it) => it.includes("media worker died")));
  const waiting = expect(opened.running()).rejects.toThrow("not running");
  await Promise.all([opened.close(), opened.close()]);
  await waiting;
  await expect(opened.running()).rejects.toThrow("not running");
  expect(mediaWorkers()).toEqual([]);
  expect(() => opened.ready()).toThrow("not running");
});
