import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RoomView } from "../../proto/live/view.ts";
import type { Purpose } from "../../proto/live/words.ts";
import { handoverMs } from "../../server/domain/seat/turns.ts";
import { type FakeClock, fakeClock } from "../kit/clock.ts";
import { joinRoom, type LivePeer } from "../kit/live-peer.ts";
import { childrenNamed } from "../kit/processes.ts";
import { recordedBy, type Track } from "../kit/recorded.ts";
import { addMember, addSession } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

let server: TestServer;
let clock: FakeClock;
let mod: Person;
let ann: Person;
let ben: Person;
let sessionId: string;
let disk: ReturnType<typeof recordedBy>;
const peers: LivePeer[] = [];

beforeAll(async () => {
  clock = fakeClock(Date.now());
  server = await startServer({ clock, records: true });
  disk = recordedBy(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  // Other people each time: one is in one interview only, and that goes on.
  [mod, ann, ben] = [await server.known("Mo"), await server.known("Ann"), await server.known("Ben")];
  const { id: grindId } = await mod.post("/grinds", { body: { name: "Thursday Loop" } });
  for (const { id } of [ann, ben]) await addMember(server.database.db, grindId, id);
  sessionId = await addSession(server.database.db, { grindId, madeById: mod.id, at: new Date(clock.now()) });
});
afterEach(() => peers.splice(0).forEach((it) => it.close()));

const enter = async (person: Person, ...consents: readonly Purpose[]): Promise<LivePeer> => {
  const peer = await joinRoom(server.url, person, sessionId);
  peers.push(peer);
  for (const purpose of consents) await peer.page.ask("consent:set", { purpose, given: true });
  return peer;
};
/** Somebody in the seat, whose interview goes on. */
const interviewed = async (person: Person, ...consents: readonly Purpose[]): Promise<LivePeer> => {
  const seat = await enter(person, ...consents);
  await seat.page.ask("seat:take", {});
  await seat.page.ask("interview:start", {});
  return seat;
};
const interviewOf = ({ page }: LivePeer): string => page.view().interview?.id ?? "";
const voiceOf = (interviewId: string, { id }: Person): Promise<Track | undefined> =>
  disk.track(interviewId, { personId: id, kind: "voice" });
const packetsOf = async (interviewId: string, person: Person): Promise<number> =>
  (await voiceOf(interviewId, person))?.packets.length ?? 0;
/** Resolves once more of somebody's voice is on disk than before. */
const keepsMore = async (interviewId: string, person: Person, more = 10): Promise<void> => {
  const before = await packetsOf(interviewId, person);
  await until(async () => await packetsOf(interviewId, person) >= before + more);
};
const stands = (peer: LivePeer, state: RoomView["recording"]["state"]): Promise<RoomView> =>
  peer.page.sees((view) => view.recording.state === state);

describe("a recording", () => {
  it("begins by itself with the interview, and everybody sees of whom and that it is safe", async () => {
    const [seat, watcher] = [await enter(ann, "record"), await enter(ben)];
    await seat.page.ask("seat:take", {});
    await seat.rtc.publish("mic");
    expect(watcher.page.view()).toMatchObject({ recording: { state: "off" }, people: { [ann.id]: { recorded: [] } } });
    await seat.page.ask("interview:start", {});
    const view = await stands(watcher, "healthy");
    expect(view.people[ann.id]?.recorded).toEqual(["mic"]);
    const interviewId = interviewOf(seat);
    await keepsMore(interviewId, ann);
    expect(new Set((await voiceOf(interviewId, ann))?.packets)).toEqual(new Set([`\x78${seat.rtc.mark}`]));
    await seat.page.ask("interview:end", {});
    await stands(watcher, "off");
    await until(async () => (await disk.take(interviewId))?.take.state !== "recording");
  });

  it("is of those alone who agreed, and of nobody who watches", async () => {
    const seat = await interviewed(ann, "record");
    const [asker, watcher] = [await enter(mod), await enter(ben, "record", "record_camera")];
    await asker.page.ask("asker:set", { personId: mod.id });
    for (const source of ["mic", "camera"] as const) await seat.rtc.publish(source);
    await asker.rtc.publish("mic");
    await expect(watcher.rtc.publish("mic")).rejects.toMatchObject({ failure: { code: "forbidden" } });
    const interviewId = interviewOf(seat);
    await keepsMore(interviewId, ann);
    const view = await watcher.page.sees((it) => (it.people[ann.id]?.tracks.length ?? 0) === 2);
    expect(Object.values(view.people).map((it) => [it.id, it.recorded])).toEqual(
      expect.arrayContaining([[ann.id, ["mic"]], [mod.id, []], [ben.id, []]]),
    );
    const tracks = (await disk.take(interviewId))?.tracks.map((it) => [it.kind, it.personId]);
    expect(tracks).toEqual(expect.arrayContaining([["notes", null], ["voice", ann.id]]));
    expect(tracks).toHaveLength(2);
  });

  it("takes in who agrees later, and leaves out at once who takes it back", async () => {
    const [seat, asker] = [await interviewed(ann, "record"), await enter(mod)];
    await asker.page.ask("asker:set", { personId: mod.id });
    await seat.rtc.publish("mic");
    await asker.rtc.publish("mic");
    const interviewId = interviewOf(seat);
    await asker.page.ask("consent:set", { purpose: "record", given: true });
    await keepsMore(interviewId, mod);
    await asker.page.ask("consent:set", { purpose: "record", given: false });
    const before = await packetsOf(interviewId, mod);
    await keepsMore(interviewId, ann, 50);
    expect(await packetsOf(interviewId, mod)).toBeLessThanOrEqual(before + 1);
    expect(seat.page.view().people[mod.id]?.recorded).toEqual([]);
  });

  it("leaves out who takes it back for this interview on another page, and the room shows that", async () => {
    const [seat, asker] = [await interviewed(ann, "record"), await enter(mod, "record")];
    await asker.page.ask("asker:set", { personId: mod.id });
    await seat.rtc.publish("mic");
    await asker.rtc.publish("mic");
    const interviewId = interviewOf(seat);
    await keepsMore(interviewId, mod);
    await mod.del("/interviews/:id/consents/:purpose", { params: { id: interviewId, purpose: "record" } });
    await seat.page.sees((view) => view.people[mod.id]?.recorded.length === 0);
    expect(seat.page.view().people[mod.id]?.consents).toEqual([]);
    await keepsMore(interviewId, ann, 50);
    expect(await voiceOf(interviewId, mod)).toBeUndefined();
  });

  it("has the next person's voice from the first word that anybody hears, in a take of their own", async () => {
    const [seat, next, watcher] = [await interviewed(ann, "record"), await enter(ben, "record"), await enter(mod)];
    await seat.rtc.publish("mic");
    const first = interviewOf(seat);
    await keepsMore(first, ann);
    await seat.page.ask("seat:give", { personId: ben.id });
    const producerId = await next.rtc.publish("mic");
    await watcher.producerOf(ben.id);
    await watcher.rtc.listen([producerId]);
    clock.pass(handoverMs);
    const { interview } = await watcher.page.sees((it) => it.seatId === ben.id && it.interview?.ownerId === ben.id);
    const second = interview?.id ?? "";
    await until(() => watcher.rtc.heard(producerId).packets > 20);
    const heard = watcher.rtc.heard(producerId).packets;
    await until(async () => await packetsOf(second, ben) >= heard);
    expect(await packetsOf(first, ben)).toBe(0);
    expect(await packetsOf(second, ann)).toBe(0);
  });

  it("holds seats, and the words of those alone who agreed", async () => {
    const [seat, watcher] = [await interviewed(ann, "record"), await enter(ben)];
    const interviewId = interviewOf(seat);
    await seat.page.ask("chat:say", { id: crypto.randomUUID(), text: "Mine." });
    await seat.rtc.publish("mic");
    await watcher.page.ask("chat:say", { id: crypto.randomUUID(), text: "Not to be kept." });
    await seat.page.ask("line:type", { id: crypto.randomUUID(), text: "Typed." });
    const notes = await until(async () => {
      const track = await disk.track(interviewId, { personId: null, kind: "notes" });
      return (track?.notes.length ?? 0) >= 3 && track?.notes;
    });
    expect(notes).toMatchObject([
      { kind: "places", seatId: ann.id },
      { kind: "chat", personId: ann.id, text: "Mine." },
      { kind: "caption", personId: ann.id, text: "Typed." },
    ]);
  });
});

it("an interview in which nobody spoke has its time line too, of who agreed", async () => {
  const [seat, silent] = [await interviewed(ann, "record"), await enter(ben)];
  const interviewId = interviewOf(seat);
  await silent.page.ask("chat:say", { id: crypto.randomUUID(), text: "Not to be kept." });
  await seat.page.ask("line:type", { id: crypto.randomUUID(), text: "Typed." });
  await stands(seat, "healthy");
  await seat.page.ask("interview:end", {});
  const take = await until(async () => {
    const { take } = await ann.get("/interviews/:id/take", { params: { id: interviewId } });
    return take?.state === "stored" && take;
  });
  expect(take.tracks).toEqual([]);
  expect(take.moments).toMatchObject([{ what: "seat", person: { id: ann.id } }, {
    what: "end",
    end: "USER_INITIATED",
  }]);
});

describe("the recording of a voice goes on in one track", () => {
  const feeds = async (interviewId: string): Promise<number> =>
    ((await voiceOf(interviewId, ann))?.marks ?? []).filter((it) => it === "fed").length;
  const onlyOne = async (interviewId: string): Promise<void> => {
    const voices = (await disk.take(interviewId))?.tracks.filter((it) => it.kind === "voice");
    expect(voices).toHaveLength(1);
  };

  it("while its page is away for a moment, or has another device or way", async () => {
    const seat = await interviewed(ann, "record");
    await seat.rtc.publish("mic");
    const interviewId = interviewOf(seat);
    await keepsMore(interviewId, ann);
    seat.page.breakOff();
    await keepsMore(interviewId, ann, 20); // media goes on without the page
    const back = await enter(ann);
    await back.rtc.publish("mic");
    await keepsMore(interviewId, ann);
    await back.rtc.publish("mic"); // another microphone
    await keepsMore(interviewId, ann);
    back.rtc.move(await back.page.ask("door:renew", {}));
    await back.rtc.publish("mic");
    await keepsMore(interviewId, ann);
    await onlyOne(interviewId);
    expect(await feeds(interviewId)).toBe(4);
  });

  it("after the media worker died", async () => {
    const seat = await interviewed(ann, "record");
    await seat.rtc.publish("mic");
    const interviewId = interviewOf(seat);
    await keepsMore(interviewId, ann);
    for (const pid of childrenNamed("mediasoup-worker")) process.kill(pid, "SIGKILL");
    seat.rtc.move(await seat.page.hears("door:moved"));
    await seat.rtc.publish("mic");
    await keepsMore(interviewId, ann);
    await stands(seat, "healthy");
    await onlyOne(interviewId);
  });

  it("after the recorder itself died, which everybody sees, and the call goes on", async () => {
    const [seat, watcher] = [await interviewed(ann, "record"), await enter(ben)];
    const producerId = await seat.rtc.publish("mic");
    await watcher.producerOf(ann.id);
    await watcher.rtc.listen([producerId]);
    const interviewId = interviewOf(seat);
    await keepsMore(interviewId, ann);
    process.kill(server.tap?.pid() ?? 0, "SIGKILL");
    const view = await stands(watcher, "failing");
    expect(view.recording).toMatchObject({ trouble: "no-recorder", lost: [{ personId: ann.id, source: "mic" }] });
    await stands(watcher, "healthy");
    await keepsMore(interviewId, ann);
    const { packets } = watcher.rtc.heard(producerId);
    await until(() => watcher.rtc.heard(producerId).packets > packets + 5);
    await onlyOne(interviewId);
  });

  it("after the server was stopped and started again", async () => {
    const seat = await interviewed(ann, "record");
    await seat.rtc.publish("mic");
    const interviewId = interviewOf(seat);
    await keepsMore(interviewId, ann);
    await server.restart();
    const back = await enter(ann);
    expect(back.page.view().interview?.id).toBe(interviewId);
    await back.rtc.publish("mic");
    await keepsMore(interviewId, ann);
    await stands(back, "healthy");
    await onlyOne(interviewId);
    await back.page.ask("interview:end", {});
    await until(async () => (await disk.take(interviewId))?.take.state !== "recording");
  });
});
