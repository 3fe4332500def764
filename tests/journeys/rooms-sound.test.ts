import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handoverMs } from "../../server/domain/seat/turns.ts";
import { type FakeClock, fakeClock } from "../kit/clock.ts";
import { joinRoom, type LivePeer } from "../kit/live-peer.ts";
import { openPage } from "../kit/live-page.ts";
import { childrenNamed } from "../kit/processes.ts";
import { RtcPeer } from "../kit/rtc-peer.ts";
import { addMember, addSession } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

let server: TestServer;
let clock: FakeClock;
let mod: Person;
let ann: Person;
let ben: Person;
let grindId: string;
let sessionId: string;
const peers: LivePeer[] = [];

beforeAll(async () => {
  clock = fakeClock();
  server = await startServer({ clock });
  [mod, ann, ben] = [await server.known("Mo"), await server.known("Ann"), await server.known("Ben")];
  grindId = (await mod.post("/grinds", { body: { name: "Thursday Loop" } })).id;
  for (const { id } of [ann, ben]) await addMember(server.database.db, grindId, id);
});
afterAll(() => server.close());
beforeEach(async () => {
  sessionId = await addSession(server.database.db, { grindId, madeById: mod.id, at: new Date(clock.now()) });
});
afterEach(() => peers.splice(0).forEach((it) => it.close()));

const enter = async (person: Person): Promise<LivePeer> => {
  const peer = await joinRoom(server.url, person, sessionId);
  peers.push(peer);
  return peer;
};
/** Resolves once `listener` hears more of a producer than before. */
const hearsMore = async (listener: LivePeer, producerId: string): Promise<void> => {
  const { packets } = listener.rtc.heard(producerId);
  await until(() => listener.rtc.heard(producerId).packets > packets + 5);
};
/** How much `listener` hears of a producer while `other` sends so many frames. */
const heardWhile = async (listener: LivePeer, producerId: string, other: LivePeer): Promise<number> => {
  const { packets } = listener.rtc.heard(producerId);
  await other.rtc.sent(25);
  return listener.rtc.heard(producerId).packets - packets;
};

describe("who is heard", () => {
  it("is the seat, by everybody else, and nobody hears themselves", async () => {
    const [seat, watcher, other] = [await enter(ann), await enter(ben), await enter(mod)];
    await seat.page.ask("seat:take", {});
    const producerId = await seat.rtc.publish("mic");
    for (const it of [watcher, other, seat]) {
      await it.producerOf(ann.id);
      await it.rtc.listen([producerId]);
    }
    await Promise.all([hearsMore(watcher, producerId), hearsMore(other, producerId)]);
    expect(watcher.rtc.heard(producerId).marks).toEqual([seat.rtc.mark]);
    expect(seat.rtc.heard(producerId).packets).toBe(0);
    expect(await watcher.page.hears("voices:heard", (it) => it.length > 0)).toMatchObject([[
      ann.id,
      expect.any(Number),
    ]]);
  });

  it("is no observer, whatever their page sends, until they are given the microphone", async () => {
    const [watcher, listener, lead] = [await enter(ben), await enter(ann), await enter(mod)];
    for (const source of ["mic", "camera"] as const) {
      await expect(watcher.rtc.publish(source)).rejects.toMatchObject({ failure: { code: "forbidden" } });
    }
    expect(listener.page.view().people[ben.id]?.tracks).toEqual([]);
    await lead.page.ask("floor:give", { personId: ben.id });
    watcher.rtc.move(await watcher.page.ask("door:renew", {}));
    const producerId = await watcher.rtc.publish("mic");
    await listener.producerOf(ben.id);
    await listener.rtc.listen([producerId]);
    await hearsMore(listener, producerId);
    await lead.page.ask("floor:take", { personId: ben.id });
    expect(await watcher.page.hears("track:stopped")).toMatchObject({ source: "mic" });
    await listener.page.sees((view) => view.people[ben.id]?.tracks.length === 0);
    expect(await heardWhile(listener, producerId, watcher)).toBeLessThan(5);
  });

  it("is silent once muted by a moderator, until they speak up again themselves", async () => {
    const [seat, lead] = [await enter(ann), await enter(mod)];
    await seat.page.ask("seat:take", {});
    const producerId = await seat.rtc.publish("mic");
    await lead.producerOf(ann.id);
    await lead.rtc.listen([producerId]);
    await hearsMore(lead, producerId);
    await lead.page.ask("person:mute", { personId: ann.id });
    await lead.page.sees((view) => view.people[ann.id]?.tracks[0]?.paused === true);
    expect(await heardWhile(lead, producerId, seat)).toBeLessThan(5);
    await seat.page.ask("track:pause", { source: "mic", paused: false });
    await hearsMore(lead, producerId);
  });

  it("changes with the seat in one moment: the next is ready, held until then, and the last stops", async () => {
    const [seat, next, watcher] = [await enter(ann), await enter(ben), await enter(mod)];
    await seat.page.ask("seat:take", {});
    const first = await seat.rtc.publish("mic");
    await seat.page.ask("seat:give", { personId: ben.id });
    const second = await next.rtc.publish("mic");
    await watcher.page.sees((view) => view.people[ben.id]?.tracks[0]?.paused === true);
    await watcher.listenToAll();
    await hearsMore(watcher, first);
    expect(await heardWhile(watcher, second, next)).toBe(0);
    clock.pass(handoverMs);
    await watcher.page.sees((view) => view.seatId === ben.id);
    await hearsMore(watcher, second);
    await watcher.page.sees((view) => view.people[ann.id]?.tracks.length === 0);
    expect(await heardWhile(watcher, first, seat)).toBeLessThan(5);
  });

  it("is who they were after the media worker died, without anybody doing anything", async () => {
    const [seat, watcher] = [await enter(ann), await enter(ben)];
    await seat.page.ask("seat:take", {});
    const before = await seat.rtc.publish("mic");
    await watcher.producerOf(ann.id);
    await watcher.rtc.listen([before]);
    await hearsMore(watcher, before);
    for (const pid of childrenNamed("mediasoup-worker")) process.kill(pid, "SIGKILL");
    const doors = await Promise.all([seat, watcher].map((it) => it.page.hears("door:moved")));
    [seat, watcher].forEach((it, at) => it.rtc.move(doors[at] ?? it.joined.door));
    const after = await seat.rtc.publish("mic");
    await watcher.page.sees((view) => view.people[ann.id]?.tracks[0]?.producerId === after);
    await watcher.rtc.listen([after]);
    await hearsMore(watcher, after);
    expect(watcher.page.view().seatId).toBe(ann.id);
  });
});

describe("one seat and fifty observers", () => {
  it("are one room: every one of them hears the seat", async () => {
    const seat = await enter(ann);
    await seat.page.ask("seat:take", {});
    const producerId = await seat.rtc.publish("mic");
    const crowd: LivePeer[] = [];
    for (let i = 0; i < 50; i++) {
      const person = await server.known(`Observer ${i}`);
      await addMember(server.database.db, grindId, person.id);
      const peer = await enter(person);
      await peer.rtc.listen([producerId]);
      crowd.push(peer);
    }
    await Promise.all(crowd.map((it) => hearsMore(it, producerId)));
    expect(crowd.map((it) => it.rtc.heard(producerId).marks).flat()).toEqual(Array(50).fill(seat.rtc.mark));
    await seat.page.sees((view) => Object.keys(view.people).length === 51);
  });
});

describe("a place alone with oneself", () => {
  it("gives back what one sends over the real way, to nobody else", async () => {
    const page = await openPage(server.url, ann);
    const rtc = new RtcPeer(await page.ask("echo:open", {}), {
      connect: (how) => page.ask("door:connect", how),
      publish: async (what) => (await page.ask("track:publish", what)).producerId,
      consume: async ({ producerIds, rtpCapabilities }) =>
        (await page.ask("track:consume", { producerIds: [...producerIds], rtpCapabilities })).offers,
      play: ({ consumerIds, playing }) => page.ask("track:play", { consumerIds: [...consumerIds], playing }),
    });
    const producerId = await rtc.publish("mic");
    await rtc.listen([producerId]);
    await until(() => rtc.heard(producerId).packets > 5);
    expect(rtc.heard(producerId).marks).toEqual([rtc.mark]);
    await expect(rtc.publish("camera")).rejects.toThrow("Only the microphone");
    const spy = await openPage(server.url, ben);
    await spy.ask("echo:open", {});
    expect(await spy.ask("track:consume", { producerIds: [producerId], rtpCapabilities: { codecs: [] } })).toEqual({
      offers: [],
    });
    await page.ask("echo:close", {});
    await expect(page.ask("door:renew", {})).rejects.toThrow("in no room");
    rtc.close();
    page.close();
    spy.close();
  });
});
