import process from "node:process";
import type { types } from "mediasoup";
import { afterEach, expect, it } from "vitest";
import type { MediaDoor } from "../../../../proto/live/media.ts";
import type { RoomMedia } from "../../../../server/rooms/media/room-media.ts";
import type { WorkerPool } from "../../../../server/rooms/media/worker-pool.ts";
import { mediaWorkers } from "../../../kit/media-workers.ts";
import type { RtcPeer } from "../../../kit/rtc-peer.ts";
import { come, openPool, openRoom } from "../../../kit/rtc-room.ts";
import { until } from "../../../kit/until.ts";

let pool: WorkerPool;
let media: RoomMedia;
const peers: RtcPeer[] = [];

afterEach(async () => {
  for (const it of peers.splice(0)) it.close();
  await media.close();
  await pool.close();
});

type Three = [ada: RtcPeer, bo: RtcPeer, cem: RtcPeer];

/** Everybody follows their door by themselves, as a page does. */
async function room(options: { workers?: number; consumersPerWorker?: number } = {}): Promise<Three> {
  pool = await openPool(options);
  media = await openRoom(pool, options);
  const people = new Map<string, RtcPeer>();
  for (const name of ["ada", "bo", "cem"]) people.set(name, await come(media, name));
  peers.push(...people.values());
  media.events.on("moved", (personId, door: MediaDoor) => people.get(personId)?.move(door));
  return peers as Three;
}

async function hears(from: RtcPeer, to: RtcPeer): Promise<void> {
  const mic = await from.publish();
  await to.listen([mic]);
  await until(() => to.heard(mic).packets > 10);
  expect(to.heard(mic).marks).toEqual([from.mark]);
}

it.each(["SIGKILL", "SIGSTOP"] as const)(
  "moves everybody through new doors after %s, and sound flows again",
  async (signal) => {
    const [ada, bo] = await room();
    await hears(ada, bo);
    const moved: string[] = [];
    const changed: string[] = [];
    media.events.on("moved", (personId) => moved.push(personId));
    media.events.on("tracks", (personId) => changed.push(personId));
    process.kill(mediaWorkers()[0] ?? 0, signal);
    await until(() => moved.length === 3);
    expect(moved.toSorted()).toEqual(["ada", "bo", "cem"]);
    expect(changed).toEqual(["ada"]);
    expect(media.tracks("ada")).toEqual([]);
    await hears(ada, bo);
    expect(pool.homes[0]?.load).toEqual({ consumers: 1, doors: 3 });
  },
);

it("moves everybody too when the next worker dies at once, and nobody counts as heard meanwhile", async () => {
  const [ada, bo] = await room();
  const said: number[] = [];
  const moved: string[] = [];
  media.events.on("voices", (voices) => said.push(voices.length));
  media.events.on("moved", (personId) => moved.push(personId));
  await hears(ada, bo);
  await until(() => said.at(-1) === 1);
  const [first = 0] = mediaWorkers();
  process.kill(first, "SIGKILL");
  const second = await until(() => mediaWorkers().find((it) => it !== first));
  process.kill(second, "SIGKILL");
  await until(() => moved.length >= 3 && mediaWorkers().length === 1);
  expect(said.at(-1)).toBe(0);
  await until(() => pool.homes[0]?.load.doors === 3);
  await hears(ada, bo);
});

it("answers who asks while no worker runs, and lets in who comes just then", async () => {
  const [ada] = await room();
  await ada.publish();
  process.kill(mediaWorkers()[0] ?? 0, "SIGKILL");
  await until(() => media.tracks("ada").length === 0);
  await expect(ada.publish()).rejects.toMatchObject({ code: "unavailable", retryable: true });
  const door = await media.enter("dee");
  expect(door.send.iceCandidates.length).toBeGreaterThan(0);
});

it("never leaves a request hanging that a stopped worker does not answer", async () => {
  await room();
  const { generation } = await media.enter("ada");
  process.kill(mediaWorkers()[0] ?? 0, "SIGSTOP");
  const late = media.restart("ada", { generation, side: "send" });
  await expect(late).rejects.toMatchObject({ code: "unavailable" });
});

it("opens each room on the worker that carries least", async () => {
  pool = await openPool({ workers: 2 });
  const portOf = async (room: RoomMedia, personId: string): Promise<number> => {
    const [first] = (await room.enter(personId)).send.iceCandidates as readonly { port: number }[];
    return first?.port ?? 0;
  };
  media = await openRoom(pool);
  const busy = await portOf(media, "ada");
  expect(await portOf(media, "bo")).toBe(busy);
  const second = await openRoom(pool);
  const calm = await portOf(second, "cem");
  expect(new Set([busy, calm])).toEqual(new Set(pool.ports));
  const third = await openRoom(pool);
  expect(await portOf(third, "dan")).toBe(calm);
  media.leave("ada");
  media.leave("bo");
  const fourth = await openRoom(pool);
  expect(await portOf(fourth, "eve")).toBe(busy);
  for (const it of [second, third, fourth]) await it.close();
});

it("spreads a room over two workers, and each hears the other", async () => {
  const [ada, bo, cem] = await room({ workers: 2, consumersPerWorker: 0 });
  expect(new Set(pool.homes.map((it) => it.load.doors))).toEqual(new Set([1, 2]));
  const [fromAda, fromBo, fromCem] = [await ada.publish(), await bo.publish(), await cem.publish()];
  await Promise.all([ada.listen([fromBo, fromCem]), bo.listen([fromAda, fromCem]), cem.listen([fromAda, fromBo])]);
  const everyWay: [RtcPeer, string, RtcPeer][] = [
    [ada, fromBo, bo],
    [ada, fromCem, cem],
    [bo, fromAda, ada],
    [bo, fromCem, cem],
    [cem, fromAda, ada],
    [cem, fromBo, bo],
  ];
  await until(() => everyWay.every(([to, from]) => to.heard(from).packets > 10));
  for (const [to, from, speaker] of everyWay) expect(to.heard(from).marks).toEqual([speaker.mark]);
});

it("moves those alone whose worker died, and the others hear them again", async () => {
  const [ada, bo, cem] = await room({ workers: 2, consumersPerWorker: 0 });
  const fromCem = await cem.publish();
  const [fromAda, fromBo] = [await ada.publish(), await bo.publish()];
  await Promise.all([ada.listen([fromBo, fromCem]), bo.listen([fromAda]), cem.listen([fromBo])]);
  const moved: string[] = [];
  media.events.on("moved", (personId) => moved.push(personId));
  const lonely = pool.homes.find((it) => it.load.doors === 1)?.worker.pid ?? 0;
  process.kill(lonely, "SIGKILL");
  await until(() => moved.length > 0);
  expect(moved).toEqual(["bo"]);
  expect(media.tracks("ada").map((it) => it.producerId)).toEqual([fromAda]);
  await hears(bo, ada);
  await bo.listen([fromAda]);
  await until(() => bo.heard(fromAda).packets > 5);
  const before = ada.heard(fromCem).packets;
  await until(() => ada.heard(fromCem).packets > before + 10);
});

it("carries a stream to another worker once for all who hear it there, and no longer than somebody does", async () => {
  const [ada, bo] = await room({ workers: 2, consumersPerWorker: 0 });
  const dee = await come(media, "dee");
  peers.push(dee);
  const mic = await ada.publish();
  await Promise.all([bo.listen([mic]), dee.listen([mic])]);
  await until(() => bo.heard(mic).packets > 5 && dee.heard(mic).packets > 5);
  expect(await producersByWorker()).toEqual([1, 1]);
  media.leave("bo");
  expect(await producersByWorker()).toEqual([1, 1]);
  const before = dee.heard(mic).packets;
  await until(() => dee.heard(mic).packets > before + 10);
  await media.enter("bo");
  dee.move(await media.renew("dee"));
  await until(async () => (await producersByWorker()).join() === "1,0");
  await dee.listen([mic]);
  await until(() => dee.heard(mic).packets > 5);
  media.stop("ada", "mic");
  await until(async () => (await producersByWorker()).join() === "0,0");
});

/** How many streams each worker has, the busiest first. */
async function producersByWorker(): Promise<number[]> {
  const counts = pool.homes.map(async ({ worker }) => {
    const routers = [...(worker as types.Worker & { routersForTesting: Set<types.Router> }).routersForTesting];
    const dumps = await Promise.all(routers.map((it) => it.dump()));
    return dumps.reduce((sum, it) => sum + it.mapProducerIdConsumerIds.length, 0);
  });
  return (await Promise.all(counts)).toSorted((a, b) => b - a);
}
