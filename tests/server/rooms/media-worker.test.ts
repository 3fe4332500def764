import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { afterEach, expect, it } from "vitest";
import { makeLog } from "../../../server/kit/log.ts";
import { workerPlace } from "../../../server/native/worker.mjs";
import { MediaWorker } from "../../../server/rooms/media-worker.ts";
import { fakeClock } from "../../kit/clock.ts";
import { until } from "../../kit/until.ts";

const clock = fakeClock();
let media: MediaWorker | undefined;
const lines: string[] = [];
const log = makeLog({ level: "info", format: "json", write: (line) => lines.push(line), now: () => 0 });

afterEach(async () => {
  await media?.close();
  lines.length = 0;
});

async function open(): Promise<MediaWorker> {
  const { bin: binary } = workerPlace();
  return media = await MediaWorker.open({
    binary,
    listenHost: "127.0.0.1",
    port: 0,
    announcedAddress: null,
    clock,
    log,
  });
}

/** The media workers below this process that still run, by id. */
function workers(): number[] {
  return readdirSync("/proc").filter((it) => /^\d+$/.test(it)).map(Number).filter((pid) => {
    try {
      const [, name, state, parent] = /^\d+ \((.*)\) (\w) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
      return name?.startsWith("mediasoup") && state !== "Z" && Number(parent) === process.pid;
    } catch {
      return false; // it ended while we looked
    }
  });
}

it("is started again when it dies, and says so meanwhile", async () => {
  const worker = await open();
  worker.ready();
  const [first = 0] = workers();
  process.kill(first, "SIGKILL");
  await until(() => lines.some((it) => it.includes("media worker died")));
  expect(() => worker.ready()).toThrow("being started again");
  await until(() => lines.filter((it) => it.includes("media worker runs")).length === 2);
  worker.ready();
  expect(workers()).toHaveLength(1);
  expect(workers()).not.toContain(first);
});

it("waits longer each time when it dies again and again, and starts over once it was well", async () => {
  await open();
  const waits = (): number[] =>
    lines.map((it) => JSON.parse(it)).filter((it) => it.message === "media worker died").map((it) => it.againInMs);
  const die = async (): Promise<void> => {
    const runs = lines.filter((it) => it.includes("media worker runs")).length;
    process.kill(workers()[0] ?? 0, "SIGKILL");
    await until(() => lines.filter((it) => it.includes("media worker runs")).length > runs);
  };
  await die();
  await die();
  clock.pass(10_000);
  await die();
  expect(waits()).toEqual([100, 200, 100]);
});

it("leaves nothing behind when it is closed in the middle of a start", async () => {
  const worker = await open();
  const [first = 0] = workers();
  process.kill(first, "SIGKILL");
  await until(() => workers().some((it) => it !== first));
  expect(lines.filter((it) => it.includes("media worker runs"))).toHaveLength(1);
  await worker.close();
  await until(() => workers().length === 0);
});

it("may be closed twice, and is not started again after it", async () => {
  const worker = await open();
  await Promise.all([worker.close(), worker.close()]);
  await until(() => workers().length === 0);
  expect(() => worker.ready()).toThrow("not running");
  expect(lines.some((it) => it.includes("died"))).toBe(false);
});
