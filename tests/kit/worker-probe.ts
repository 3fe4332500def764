// Run inside the server's sandbox by tests/server/rooms/media/sandboxed-worker.test.ts: keeps one media worker running
// and says its process's id each time it runs.
import process from "node:process";
import { systemClock } from "../../server/kit/clock.ts";
import { makeLog } from "../../server/kit/log.ts";
import { WorkerPool } from "../../server/rooms/media/worker-pool.ts";

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const log = makeLog({ level: "info", format: "text", write: say, now: () => systemClock.now() });

const pool = await WorkerPool.open({
  binary: process.argv[2] ?? "",
  listenHost: "127.0.0.1",
  port: 0,
  workers: 1,
  announcedAddress: null,
  clock: systemClock,
  log,
});
const first = pool.homes[0]?.worker;
say(`worker ${first?.pid}`);
first?.once("died", () => {
  const again = pool.running().then(() => say(`worker ${pool.homes[0]?.worker.pid}`));
  void again.then(() => pool.close());
});
