import process from "node:process";
import type { types } from "mediasoup";
import { afterEach, beforeEach, expect, it } from "vitest";
import { interviewerVoice } from "../../../../proto/live/view.ts";
import type { RoomMedia } from "../../../../server/rooms/media/room-media.ts";
import type { WorkerPool } from "../../../../server/rooms/media/worker-pool.ts";
import { mediaWorkers } from "../../../kit/media-workers.ts";
import type { RtcPeer } from "../../../kit/rtc-peer.ts";
import { come, openPool, openRoom } from "../../../kit/rtc-room.ts";
import { houseSound } from "../../../kit/house-sound.ts";
import { until } from "../../../kit/until.ts";

let pool: WorkerPool;
let media: RoomMedia;
const peers: RtcPeer[] = [];

beforeEach(async () => {
  pool = await openPool();
  media = await openRoom(pool);
});
afterEach(async () => {
  for (const it of peers.splice(0)) it.close();
  await media.close();
  await pool.close();
});

async function guest(name: string): Promise<RtcPeer> {
  const peer = await come(media, name);
  media.events.on("moved", (personId, door) => void (personId === name && peer.move(door)));
  peers.push(peer);
  return peer;
}

const voice = (): Promise<string> => until(() => media.houseTracks[0]?.producerId);

async function hears(peer: RtcPeer, producerId: string): Promise<void> {
  const [offer] = await peer.listen([producerId]);
  expect(offer?.personId).toBe(interviewerVoice);
  await until(() => peer.heard(producerId).packets > 10);
}

it("is heard by everybody in the room, and counted among the voices", async () => {
  const voices: string[] = [];
  media.events.on("voices", (heard) => voices.push(...heard.map(([id]) => id)));
  media.host(houseSound);
  const producerId = await voice();
  await Promise.all([hears(await guest("ada"), producerId), hears(await guest("bo"), producerId)]);
  await until(() => voices.includes(interviewerVoice));
  expect(media.houseStream?.producer.id).toBe(producerId);
});

it("cannot be received in another room", async () => {
  media.host(houseSound);
  const producerId = await voice();
  const elsewhere = await openRoom(pool);
  try {
    const stranger = await come(elsewhere, "eve");
    peers.push(stranger);
    expect(await stranger.listen([producerId])).toEqual([]);
  } finally {
    await elsewhere.close();
  }
});

it("comes out of the next worker when its own dies, and is heard there", async () => {
  media.host(houseSound);
  const ada = await guest("ada");
  const first = await voice();
  await hears(ada, first);
  process.kill(mediaWorkers()[0] ?? 0, "SIGKILL");
  const second = await until(() => media.houseTracks.find((it) => it.producerId !== first)?.producerId);
  await until(() => media.houseStream !== null && pool.homes[0]?.load.doors === 2);
  await hears(ada, second);
});

it("is tried again when it cannot be made, and keeps nobody from talking meanwhile", async () => {
  let tries = 0;
  media.host((router) => ++tries < 2 ? Promise.reject(new Error("no thread")) : houseSound(router));
  const [ada, bo] = [await guest("ada"), await guest("bo")];
  const mic = await ada.publish();
  await bo.listen([mic]);
  await until(() => bo.heard(mic).packets > 5);
  await hears(bo, await voice());
});

it("is nowhere once it is let go, and is not made again", async () => {
  let made = 0;
  media.host((router) => {
    made++;
    return houseSound(router);
  });
  await voice();
  await media.unhost();
  expect([media.houseTracks, media.houseStream, made]).toEqual([[], null, 1]);
  expect(pool.homes[0]?.load.doors).toBe(0);
});

it("ends with its room, and leaves nothing behind on the worker", async () => {
  let producer: types.Producer | undefined;
  media.host(async (router) => producer = await houseSound(router));
  await voice();
  await media.close();
  await media.close();
  expect(producer?.closed).toBe(true);
  expect(pool.homes[0]?.load).toEqual({ consumers: 0, doors: 0 });
});

it("does not keep a room from closing while no worker runs", async () => {
  media.host(houseSound);
  await voice();
  await pool.close();
  await media.close();
  expect(media.houseTracks).toEqual([]);
});
