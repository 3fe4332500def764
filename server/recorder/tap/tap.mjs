// The tap: a process of its own that receives what is to be recorded and writes it down. It is started by the launcher, is
// told what to do by the server, and outlives the server by as long as it takes to make everything durable.
//   node tap.mjs SOCKET FOLDER [PORT]
import { createSocket } from "node:dgram";
import { mkdirSync } from "node:fs";
import process from "node:process";
import { performance } from "node:perf_hooks";
import { clearLocks } from "./disk.mjs";
import { Hub } from "./hub.mjs";
import { listen } from "./line.mjs";
import { Pump } from "./pump.mjs";

const tellEveryMs = 500;
/** What a server sent before it was gone is still under way for so long. */
const lastWordsMs = 20;
/** What the kernel keeps for us while we sleep; it gives less where its own limit is lower. */
const receiveBytes = 4 * 1024 * 1024;

const [path, folder, wantedPort = "0"] = process.argv.slice(2);
if (!path || !folder) throw new Error("node tap.mjs SOCKET FOLDER [PORT]");
mkdirSync(folder, { recursive: true, mode: 0o700 });
clearLocks(folder);

const hub = new Hub(folder);
let toldMs = 0;
const pump = new Pump({ work, idle: () => hub.idle, hurry: () => hub.asked });
const udp = createSocket("udp4");
const port = await bound(Number(wantedPort)).catch(() => bound(0));
udp.on("message", (datagram, from) => {
  hub.datagram(datagram, from.port, performance.now());
  pump.came();
});
const server = await listen({ path, onGuest });
process.stdout.write(`${JSON.stringify({ port })}\n`);

// Signals to stop are the launcher's to judge; it lets go of our input, also when it dies.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {});
process.stdin.on("end", end).on("error", end).resume();

function onGuest(guest) {
  guest.say({ is: "hello", version: 1, port });
  return {
    wish(wish) {
      void hub.wish(guest, wish);
      pump.wake();
    },
    gone() {
      setTimeout(() => void hub.leave(guest), lastWordsMs);
      pump.wake();
    },
  };
}

function work(nowMs) {
  hub.tick(nowMs);
  if (nowMs - toldMs < tellEveryMs) return;
  toldMs = nowMs;
  hub.tell();
}

function bound(wanted) {
  return new Promise((resolve, reject) => {
    udp.once("error", reject);
    udp.bind(wanted, "127.0.0.1", () => {
      udp.off("error", reject);
      udp.setRecvBufferSize(receiveBytes);
      resolve(udp.address().port);
    });
  });
}

async function end() {
  server.close();
  const left = hub.leave();
  pump.wake();
  await left;
  process.exit(0);
}
