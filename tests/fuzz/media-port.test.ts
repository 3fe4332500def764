import { spawn } from "node:child_process";
import process from "node:process";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RoomMedia } from "../../server/rooms/media/room-media.ts";
import type { WorkerPool } from "../../server/rooms/media/worker-pool.ts";
import { mediaWorkers } from "../kit/media-workers.ts";
import type { RtcPeer } from "../kit/rtc-peer.ts";
import { come, openPool, openRoom } from "../kit/rtc-room.ts";
import { until } from "../kit/until.ts";
import { insider } from "./media-insider.ts";

/** Another seed tries other packets; more seconds try more of them: `FUZZ_SECONDS=600` for a night's worth. */
const seed = Number(process.env.FUZZ_SEED ?? 20260105);
const seconds = Number(process.env.FUZZ_SECONDS ?? 5);
const perSecond = 30_000;
const frameMs = 20;
/** Of the call's packets, while the machine also makes and sends the flood. */
const lossAllowed = 0.01;

let pool: WorkerPool;
let media: RoomMedia;
const peers: RtcPeer[] = [];

beforeAll(async () => {
  pool = await openPool();
  media = await openRoom(pool);
});
afterAll(async () => {
  for (const it of peers) it.close();
  await media?.close();
  await pool?.close();
});

/** Two people talk while `work` goes on, and lose next to nothing. */
async function talkWhile<T>(work: (over: Promise<void>) => Promise<T>): Promise<T> {
  const [ada, bo] = [await come(media, `ada ${peers.length}`), await come(media, `bo ${peers.length}`)];
  peers.push(ada, bo);
  const mic = await ada.publish();
  await bo.listen([mic]);
  await until(() => bo.heard(mic).packets > 10);
  const workers = mediaWorkers();
  const before = bo.heard(mic).packets;
  const frames = seconds * 1_000 / frameMs;
  // From then on nothing more is sent that could stand in for what was lost.
  const over = ada.sent(frames).then(() => ada.still());
  const [done] = await Promise.all([work(over), over]);
  await until(() => bo.heard(mic).packets - before >= frames * (1 - lossAllowed));
  expect(bo.heard(mic).marks).toEqual([ada.mark]);
  expect(mediaWorkers()).toEqual(workers);
  return done;
}

it("goes on with a call while junk floods the media port", async () => {
  const { send, receive } = await media.enter("known");
  const names = [send, receive].map((it) => (it.iceParameters as { usernameFragment: string }).usernameFragment);
  const flood = await talkWhile(() => throwJunk(names));
  expect(flood.perSecond).toBeGreaterThan(perSecond * 0.9);
}, seconds * 2_000 + 30_000);

it("goes on with a call while somebody inside sends junk through their encrypted way", async () => {
  const bad = await insider(media, seed);
  await talkWhile(async (over) => {
    let going = true;
    void over.then(() => going = false);
    for (; going; await new Promise((resolve) => setTimeout(resolve, 5))) bad.send(40);
  });
  expect(bad.sent()).toBeGreaterThan(seconds * 1_000);
  bad.close();
}, seconds * 2_000 + 30_000);

/** On Node, whose sockets cost a fraction of ours. */
function throwJunk(names: readonly string[]): Promise<{ sent: number; perSecond: number }> {
  const file = new URL("media-flood.ts", import.meta.url).pathname;
  const node = "node_modules/.bin/node";
  const args = ["127.0.0.1", `${pool.ports[0]}`, `${seconds}`, `${perSecond}`, `${seed}`, ...names];
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", file, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk) => text += String(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("exit", (code) => {
      if (code === 0) resolve(JSON.parse(text) as { sent: number; perSecond: number });
      else reject(new Error("the flood broke off"));
    });
  });
}
