import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { RoomMedia } from "../../../../server/rooms/media/room-media.ts";
import type { WorkerPool } from "../../../../server/rooms/media/worker-pool.ts";
import type { RtcPeer } from "../../../kit/rtc-peer.ts";
import { come, openPool, openRoom } from "../../../kit/rtc-room.ts";
import { until } from "../../../kit/until.ts";

let pool: WorkerPool;
let media: RoomMedia;
const peers: RtcPeer[] = [];

beforeAll(async () => {
  pool = await openPool();
});
afterAll(() => pool.close());
afterEach(async () => {
  for (const it of peers.splice(0)) it.close();
  await media.close();
});

type Four = [ada: RtcPeer, bo: RtcPeer, cem: RtcPeer, dee: RtcPeer];

async function room(): Promise<Four> {
  media = await openRoom(pool);
  const all = await Promise.all(["ada", "bo", "cem", "dee"].map((it) => come(media, it)));
  peers.push(...all);
  return all as Four;
}

it("carries what one says to everybody who listens, and to nobody else", async () => {
  const [ada, bo, cem, dee] = await room();
  const [fromAda, fromBo] = await Promise.all([ada.publish(), bo.publish()]);
  await Promise.all([bo.listen([fromAda]), cem.listen([fromAda, fromBo]), dee.listen([fromBo])]);
  await until(() =>
    [bo.heard(fromAda), cem.heard(fromAda), cem.heard(fromBo), dee.heard(fromBo)].every((it) => it.packets > 25)
  );
  expect(bo.heard(fromAda).marks).toEqual([ada.mark]);
  expect(cem.heard(fromAda).marks).toEqual([ada.mark]);
  expect(cem.heard(fromBo).marks).toEqual([bo.mark]);
  expect(dee.heard(fromBo).marks).toEqual([bo.mark]);
  expect(dee.heard(fromAda).packets).toBe(0);
  expect(ada.heard(fromBo).packets).toBe(0);
});

it("shows a picture beside the sound", async () => {
  const [ada, bo] = await room();
  const mic = await ada.publish("mic");
  const camera = await ada.publish("camera");
  const offers = await bo.listen([mic, camera]);
  expect(offers.map((it) => it.kind)).toEqual(["audio", "video"]);
  await until(() => bo.heard(mic).packets > 10 && bo.heard(camera).packets > 10);
  const consumerId = offers[1]?.consumerId ?? "";
  await media.prefer("bo", { consumerId, layer: 0 });
  await expect(media.prefer("ada", { consumerId, layer: 0 })).rejects.toMatchObject({ code: "not-found" });
});

it("asks for a whole picture when somebody begins to look", async () => {
  const [ada, bo] = await room();
  const camera = await ada.publish("camera");
  const [offer] = await bo.listen([camera]);
  await until(() => bo.heard(camera).packets > 5);
  const consumerIds = [offer?.consumerId ?? ""];
  await bo.play(consumerIds, false);
  const before = ada.asked;
  await ada.sent(50, "camera"); // asked twice within a second, it is asked once
  await bo.play(consumerIds, true);
  await until(() => ada.asked > before);
});

it("sends nothing until it is played, and nothing more once it is paused", async () => {
  const [ada, bo, cem] = await room();
  const mic = await ada.publish();
  const [offer] = await bo.listen([mic], { playing: false });
  await cem.listen([mic]);
  await until(() => cem.heard(mic).packets > 25);
  expect(bo.heard(mic).packets).toBe(0);
  const ids = [offer?.consumerId ?? ""];
  await bo.play(ids, true);
  await until(() => bo.heard(mic).packets > 5);
  await bo.play(ids, false);
  const before = { bo: bo.heard(mic).packets, cem: cem.heard(mic).packets };
  await until(() => cem.heard(mic).packets > before.cem + 25);
  expect(bo.heard(mic).packets).toBeLessThan(before.bo + 5);
});

it("lets nothing through of who is hushed, and everything again after", async () => {
  const [ada, bo] = await room();
  const mic = await ada.publish();
  await bo.listen([mic]);
  await until(() => bo.heard(mic).packets > 5);
  await media.hush("ada", "mic", true);
  expect(media.tracks("ada")).toEqual([{ producerId: mic, source: "mic", paused: true }]);
  const silent = bo.heard(mic).packets;
  await ada.sent(25);
  expect(bo.heard(mic).packets).toBeLessThan(silent + 5);
  await media.hush("ada", "mic", false);
  expect(media.tracks("ada")).toEqual([{ producerId: mic, source: "mic", paused: false }]);
  await until(() => bo.heard(mic).packets > silent + 25);
});

it("forgets what was stopped, and what was replaced", async () => {
  const [ada, bo] = await room();
  const first = await ada.publish();
  const second = await ada.publish();
  expect(media.tracks("ada").map((it) => it.producerId)).toEqual([second]);
  expect((await bo.listen([first, second])).map((it) => it.producerId)).toEqual([second]);
  await until(() => bo.heard(second).packets > 5);
  media.stop("ada", "mic");
  media.stop("ada", "mic");
  expect(media.tracks("ada")).toEqual([]);
  expect(await bo.listen([second])).toEqual([]);
  await expect(media.hush("ada", "mic", true)).rejects.toMatchObject({ code: "not-found" });
});

it("offers once what is asked for twice, and leaves out what is one's own or not there", async () => {
  const [ada, bo] = await room();
  const [fromAda, fromBo] = await Promise.all([ada.publish(), bo.publish()]);
  const wanted = [fromAda, fromBo, fromAda, "0d9e5b8e-0000-4000-8000-000000000000"];
  const [first, again] = await Promise.all([bo.listen(wanted), bo.listen(wanted)]);
  expect(first).toHaveLength(1);
  expect(again).toEqual(first);
  expect(pool.homes[0]?.load.consumers).toBe(1);
});

it("lets one hear oneself where one is alone", async () => {
  media = await openRoom(pool, { alone: true });
  const ada = await come(media, "ada");
  peers.push(ada);
  const mic = await ada.publish();
  await ada.listen([mic]);
  await until(() => ada.heard(mic).packets > 5);
});

it("says who is heard and how loud, and once that nobody is", async () => {
  const [ada, bo] = await room();
  const said: (readonly (readonly [string, number])[])[] = [];
  media.events.on("voices", (voices) => said.push(voices));
  [ada.quiet, bo.quiet] = [15, 45];
  await Promise.all([ada.publish(), bo.publish()]);
  await until(() => said.at(-1)?.length === 2);
  expect(said.at(-1)).toEqual([["ada", 9], ["bo", 4]]);
  ada.still();
  bo.still();
  await until(() => said.at(-1)?.length === 0);
  await cycle();
  expect(said.filter((it) => it.length === 0)).toHaveLength(1);
});

/** As long as it takes for loudness to be looked at again. */
async function cycle(): Promise<void> {
  const cem = peers[2];
  await cem?.publish();
  await cem?.sent(25);
}

it("gives a new door whose number is higher, and the old one is of no use", async () => {
  const [ada, bo] = await room();
  const mic = await ada.publish();
  await bo.listen([mic]);
  const { generation } = await media.enter("ada");
  const renewed = await media.renew("ada");
  expect(renewed.generation).toBeGreaterThan(generation);
  expect(media.tracks("ada")).toEqual([]);
  await expect(media.restart("ada", { generation, side: "send" })).rejects.toMatchObject({ code: "conflict" });
  ada.move(renewed);
  const again = await ada.publish();
  await bo.listen([again]);
  await until(() => bo.heard(again).packets > 5);
});

it("finds the same way again after an ICE restart was asked for", async () => {
  await room();
  const { generation, send } = await media.renew("ada");
  const fresh = await media.restart("ada", { generation, side: "send" });
  expect(fresh["usernameFragment"]).toEqual(expect.any(String));
  expect(fresh["usernameFragment"]).not.toBe(send.iceParameters["usernameFragment"]);
});

it("leaves nothing in the worker when everybody has left", async () => {
  const [ada, bo] = await room();
  const [mic, camera] = [await ada.publish("mic"), await ada.publish("camera")];
  await bo.listen([mic, camera]);
  const worker = pool.homes[0]?.worker;
  for (const name of ["ada", "bo", "cem", "dee"]) media.leave(name);
  media.leave("ada");
  expect(pool.homes[0]?.load).toEqual({ consumers: 0, doors: 0 });
  expect(media.tracks("ada")).toEqual([]);
  await expect(media.connect("ada", { generation: 1, side: "send", dtlsParameters: {} })).rejects.toMatchObject({
    code: "not-found",
  });
  await Promise.all([media.close(), media.close()]);
  await expect(media.enter("ada")).rejects.toMatchObject({ code: "closed" });
  const dump = await worker?.dump();
  expect(dump?.routerIds).toEqual([]);
  expect(dump?.channelMessageHandlers.channelRequestHandlers).toHaveLength(1); // its port
});

it("lets go of who leaves while their door is being made", async () => {
  await room();
  const entering = expect(media.enter("eve")).rejects.toMatchObject({ code: "closed" });
  media.leave("eve");
  await entering;
  expect(pool.homes[0]?.load.doors).toBe(4);
});
