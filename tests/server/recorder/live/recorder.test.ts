import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RecordingView } from "../../../../proto/live/view.ts";
import type { Source } from "../../../../proto/live/words.ts";
import { AppError } from "../../../../server/kit/errors.ts";
import { uuidv7 } from "../../../../server/kit/ids.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import { Recorder } from "../../../../server/recorder/live/recorder.ts";
import { NoSpace } from "../../../../server/recorder/live/troubles.ts";
import type { RoomMedia } from "../../../../server/rooms/media/room-media.ts";
import type { WorkerPool } from "../../../../server/rooms/media/worker-pool.ts";
import type { Recorded } from "../../../../server/rooms/tape.ts";
import { type FakeClock, fakeClock } from "../../../kit/clock.ts";
import { type FakeTakes, fakeTakes } from "../../../kit/fake-takes.ts";
import { type FakeTap, fakeTap } from "../../../kit/fake-tap.ts";
import { houseSound } from "../../../kit/house-sound.ts";
import { childrenNamed } from "../../../kit/processes.ts";
import type { RtcPeer } from "../../../kit/rtc-peer.ts";
import { come, openPool, openRoom } from "../../../kit/rtc-room.ts";
import { until } from "../../../kit/until.ts";

let pool: WorkerPool;
let media: RoomMedia;
let clock: FakeClock;
let tap: FakeTap;
let takes: FakeTakes;
let recorder: Recorder;
let space: boolean;
let brings: boolean;
let sent: boolean;
let views: RecordingView[];
let ended: string[];
const peers: RtcPeer[] = [];

beforeAll(async () => {
  pool = await openPool();
});
afterAll(() => pool.close());
beforeEach(async () => {
  [clock, tap, takes] = [fakeClock(), await fakeTap(), fakeTakes()];
  [space, brings, sent, views, ended] = [true, false, true, [], []];
  media = await openRoom(pool);
  recorder = new Recorder({
    ...{ tap, takes, clock, ids: uuidv7(clock), log: silentLog, node: "here" },
    keys: { open: () => Promise.resolve(new Uint8Array(32)) },
    bring: () => brings ? Promise.resolve() : Promise.reject(new AppError("conflict", "It is elsewhere.")),
    mayBegin: () => space ? Promise.resolve() : Promise.reject(new NoSpace()),
    keepsUp: () => sent,
  });
  recorder.events.on("recording", (_, view) => views.push(view));
  recorder.events.on("ended", (interviewId) => ended.push(interviewId));
});
afterEach(async () => {
  peers.splice(0).forEach((it) => it.close());
  await recorder.close();
  await Promise.all([media.close(), tap.close()]);
});

const enter = async (personId: string): Promise<RtcPeer> => {
  const peer = await come(media, personId);
  peers.push(peer);
  return peer;
};
const streams = (...ids: readonly string[]): Recorded[] => ids.flatMap((it) => media.streams(it));
const keep = (...ids: readonly string[]): Promise<void> => recorder.want("take", streams(...ids));
const kept = (personId: string, kind: "voice" | "camera" = "voice"): readonly string[] =>
  tap.packets(takes.trackOf(personId, kind));
const keeps = (personId: string, more = 5): Promise<unknown> => {
  const before = kept(personId).length;
  return until(() => kept(personId).length >= before + more);
};
const last = (): RecordingView | undefined => views.at(-1);
const durable = (personId: string): void =>
  tap.events.emit("durable", { takeId: "take", trackId: takes.trackOf(personId, "voice") }, {
    bytes: 1_000,
    uptoMs: 500,
    packets: 25,
  });
const silenced = async (peer: RtcPeer, personId: string, source: Source = "mic"): Promise<string> => {
  const producerId = await peer.publish(source);
  await media.hush(personId, source, true);
  return producerId;
};

describe("a recording", () => {
  it("has every packet that anybody hears, from the first", async () => {
    const [ann, ben] = [await enter("ann"), await enter("ben")];
    const producerId = await silenced(ann, "ann");
    await ben.listen([producerId]);
    await keep("ann");
    await media.hush("ann", "mic", false);
    await until(() => ben.heard(producerId).packets > 20);
    await until(() => kept("ann").length >= ben.heard(producerId).packets);
    expect(new Set(kept("ann"))).toEqual(new Set([`\x78${ann.mark}`]));
  });

  it("is of those alone who are wanted, each in a log of their own", async () => {
    const [ann, ben, cat] = [await enter("ann"), await enter("ben"), await enter("cat")];
    for (const it of [ann, ben, cat]) await it.publish();
    await keep("ann", "ben");
    await Promise.all([keeps("ann"), keeps("ben")]);
    await cat.sent(10);
    expect(new Set(kept("ben"))).toEqual(new Set([`\x78${ben.mark}`]));
    expect(kept("cat")).toEqual([]);
    expect([...tap.logs.values()].map((it) => it.kind).toSorted()).toEqual(["sound", "sound"]);
  });

  it("holds nothing more of somebody from the moment in which they are not wanted", async () => {
    const [ann, ben] = [await enter("ann"), await enter("ben")];
    for (const it of [ann, ben]) await it.publish();
    await keep("ann", "ben");
    await Promise.all([keeps("ann"), keeps("ben")]);
    const over = keep("ben");
    const before = kept("ann").length;
    await over;
    await keeps("ben", 20);
    expect(kept("ann").length).toBe(before);
  });

  it("holds nothing of who was taken out while they were being taken in", async () => {
    const ann = await enter("ann");
    await ann.publish();
    let answer = (): void => undefined;
    tap.answer.openLog = () => new Promise((resolve) => answer = resolve);
    const wanted = keep("ann");
    await until(() => takes.takes.has("take"));
    const over = recorder.want("take", []);
    tap.answer = {};
    answer();
    await Promise.all([wanted, over]);
    await ann.sent(20);
    expect(kept("ann")).toEqual([]);
  });

  it("is not of who took it back elsewhere, although their room has not heard of it yet", async () => {
    takes.refused.add("ann");
    const [ann, ben] = [await enter("ann"), await enter("ben")];
    for (const it of [ann, ben]) await it.publish();
    await keep("ann", "ben");
    await keeps("ben", 20);
    expect([takes.trackOf("ann", "voice"), last()?.lost]).toEqual(["", [{ personId: "ann", source: "mic" }]]);
  });

  it("holds the interviewer as nobody's voice, only while who is interviewed agrees, through another worker too", async () => {
    media.host(houseSound);
    const interviewer = async (): Promise<Recorded> => {
      const stream = await until(() => media.houseStream ?? undefined);
      return { ...stream, personId: null, agreedBy: "ann" };
    };
    const track = () => takes.trackOf(null, "interviewer");
    await recorder.want("take", [await interviewer()]);
    await until(() => tap.packets(track()).length > 5);
    expect(new Set(tap.packets(track()))).toEqual(new Set(["\x78house"]));
    const first = track();
    media.houseStream?.producer.close();
    await until(() => media.houseStream !== null);
    await recorder.want("take", [await interviewer()]);
    const before = tap.packets(first).length;
    await until(() => tap.packets(first).length > before + 5);
    await recorder.want("take", []);
    takes.refused.add("ann");
    await recorder.want("take", [await interviewer()]);
    expect([track(), last()?.lost]).toEqual([first, [{ personId: "interviewer", source: "mic" }]]);
  });

  it("goes on in the same log with another device, another door and another worker", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    await keeps("ann");
    await ann.publish(); // another microphone
    await keep("ann");
    await keeps("ann");
    ann.move(await media.renew("ann"));
    await ann.publish();
    await keep("ann");
    await keeps("ann");
    media.events.on("moved", (_, door) => ann.move(door));
    const moved = new Promise((resolve) => media.events.on("moved", resolve));
    for (const pid of childrenNamed("mediasoup-worker")) process.kill(pid, "SIGKILL");
    await moved;
    await ann.publish();
    await keep("ann");
    await keeps("ann");
    expect(takes.tracks.map((it) => it.kind)).toEqual(["voice"]);
    expect(new Set(kept("ann"))).toEqual(new Set([`\x78${ann.mark}`]));
  });

  it("asks for whole pictures, and has them", async () => {
    const ann = await enter("ann");
    await ann.publish("camera");
    await keep("ann");
    await until(() => kept("ann", "camera").length > 5);
    const before = ann.asked;
    await until(() => ann.asked > before);
  });

  it("marks where its sender was paused", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    await media.hush("ann", "mic", true);
    await media.hush("ann", "mic", false);
    expect(tap.marks.map((it) => it.mark.is)).toEqual(["paused", "resumed"]);
  });

  it("holds what was noted while somebody was recorded", async () => {
    const ann = await enter("ann");
    recorder.note("take", { kind: "chat", text: "too early" });
    await ann.publish();
    const begun = keep("ann");
    recorder.note("take", { kind: "places", seatId: "ann" });
    await begun;
    await until(() => tap.notes.length > 0);
    expect(tap.notes).toEqual([
      { takeId: "take", trackId: takes.trackOf(null, "notes"), note: { kind: "places", seatId: "ann" } },
    ]);
  });

  it("holds what was noted before anybody was recorded, from its beginning and in bounded memory", async () => {
    tap.answer.openLog = () => Promise.reject(new AppError("unavailable", "No."));
    recorder.keepNotes("take", true);
    expect(last()).toBeUndefined(); // the room is not done with what it is by now
    await until(() => last());
    expect(last()).toEqual({ state: "starting", trouble: null, lost: [] });
    for (let n = 0; n < 1_005; n++) recorder.note("take", { kind: "chat", n });
    await until(() => takes.trackOf(null, "notes") !== "");
    tap.answer = {};
    clock.pass(5_000);
    await until(() => tap.notes.length > 0);
    expect(tap.notes.map((it) => it.note)).toEqual(
      Array.from({ length: 1_000 }, (_, at) => ({ kind: "chat", n: at + 5 })),
    );
    const log = { takeId: "take", trackId: takes.trackOf(null, "notes") };
    tap.events.emit("durable", log, { bytes: 1_000, uptoMs: 500, packets: 0 });
    expect(last()?.state).toBe("healthy");
    recorder.note("take", { kind: "chat", text: "the last" });
    await recorder.end("take");
    expect([tap.notes.at(-1)?.note, ended]).toEqual([{ kind: "chat", text: "the last" }, ["take"]]);
  });

  it("is begun by what is noted only while that is kept for its own sake, and where somebody writes", async () => {
    recorder.keepNotes("take", false);
    recorder.note("take", { kind: "chat", text: "forgotten" });
    const { port } = tap;
    await tap.die();
    recorder.keepNotes("take", true);
    recorder.note("take", { kind: "chat", text: "waits" });
    clock.pass(5_000);
    await until(() => last()?.state === "starting");
    expect(takes.takes.size).toBe(0);
    await tap.up(port);
    await until(() => tap.notes.length > 0);
    expect(tap.notes.map((it) => it.note)).toEqual([{ kind: "chat", text: "waits" }]);
    recorder.keepNotes("take", false);
    await until(() => last()?.state === "off");
  });

  it("is over once, when its files are closed, however often its end fails", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    await keeps("ann");
    takes.down = true;
    const over = recorder.end("take");
    const before = kept("ann").length;
    await over;
    expect([ended, recorder.records("take")]).toEqual([[], true]);
    takes.down = false;
    clock.pass(10_000);
    await until(() => ended.length > 0);
    expect([ended, recorder.records("take")]).toEqual([["take"], false]);
    expect(takes.takes.get("take")?.state).toBe("finishing");
    expect(kept("ann").length).toBe(before);
    await recorder.end("take");
    expect(ended).toEqual(["take"]);
  });

  it("leaves its take open when the server closes, for whoever goes on with it", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    expect(recorder.close()).toBe(recorder.close());
    await recorder.close();
    const before = kept("ann").length;
    await ann.sent(10);
    expect([takes.takes.get("take")?.state, kept("ann").length]).toEqual(["recording", before]);
  });

  it("gives up a log that is to be deleted, and goes on in another one", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    const old = takes.trackOf("ann", "voice");
    takes.tracks.forEach((it, at) => it.id === old && (takes.tracks[at] = { ...it, deletedAt: new Date(0) }));
    await recorder.closeLog({ takeId: "take", trackId: old });
    const before = tap.packets(old).length;
    await until(() => takes.trackOf("ann", "voice") !== "");
    await keeps("ann");
    expect(tap.closed).toEqual([old]);
    expect(tap.packets(old).length).toBe(before);
  });

  it("is off in its room when it was deleted, and nothing more is tried", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    await keeps("ann");
    durable("ann");
    expect(last()?.state).toBe("healthy");
    await recorder.closeTake("take");
    expect(last()?.state).toBe("off");
    const before = kept("ann").length;
    await ann.publish("camera");
    await keep("ann");
    await ann.sent(10);
    expect([kept("ann").length, last()?.state]).toEqual([before, "off"]);
  });
});

describe("what another machine deletes", () => {
  it("stops a take here as well, with all that is known of its key, and its room says so", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    await keeps("ann");
    durable("ann");
    takes.takes.forEach((it, id) => takes.takes.set(id, { ...it, state: "erased" }));
    clock.pass(10_000);
    await until(() => last()?.state === "off");
    expect([tap.closed, recorder.records("take")]).toEqual([["take"], false]);
    const before = kept("ann").length;
    await ann.publish("camera");
    await keep("ann");
    await ann.sent(10);
    expect([kept("ann").length, last()?.state]).toEqual([before, "off"]);
  });

  it("is not written any more when it is a track, and who goes on is kept in another one", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    await keeps("ann");
    const old = takes.trackOf("ann", "voice");
    takes.tracks.forEach((it, at) => it.id === old && (takes.tracks[at] = { ...it, deletedAt: new Date(0) }));
    clock.pass(10_000);
    await until(() => takes.trackOf("ann", "voice") !== "");
    await keeps("ann");
    const before = tap.packets(old).length;
    clock.pass(10_000);
    await keeps("ann", 60);
    expect([tap.closed, tap.packets(old).length]).toEqual([[old], before]);
  });

  it("is nothing while a take could not be begun yet", async () => {
    space = false;
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    clock.pass(10_000);
    await ann.sent(75); // more than one look
    space = true;
    clock.pass(10_000);
    await keeps("ann");
  });
});

describe("how a recording stands", () => {
  it("is starting, then healthy once something is on disk, and off when nothing is to be kept", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    expect(last()).toEqual({ state: "starting", trouble: null, lost: [] });
    durable("ann");
    expect(last()).toEqual({ state: "healthy", trouble: null, lost: [] });
    await keep();
    expect(last()).toEqual({ state: "off", trouble: null, lost: [] });
  });

  it("is behind while packets come and nothing gets to the disk, and healthy when it does again", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    durable("ann");
    clock.pass(3_500);
    await until(() => last()?.state === "behind");
    expect(last()?.trouble).toBe("disk-slow");
    durable("ann");
    expect(last()?.state).toBe("healthy");
  });

  it("is on this machine alone while it does not leave, and healthy when it does, without a word of the tap", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    sent = false;
    await until(() => views.length > 0);
    expect(last()?.state).toBe("starting");
    durable("ann");
    expect(last()).toEqual({ state: "unsent", trouble: "not-sent", lost: [] });
    sent = true;
    await until(() => last()?.state === "healthy");
  });

  it("is healthy while nothing comes, however long", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    await media.hush("ann", "mic", true);
    durable("ann");
    clock.pass(60_000);
    const before = views.length;
    await ann.sent(75); // a second and a half
    expect(views.slice(before)).toEqual([]);
  });

  it("is healthy when somebody speaks again after a long silence", async () => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    await media.hush("ann", "mic", true);
    durable("ann");
    clock.pass(60_000);
    await ann.sent(125); // it is looked after once a second
    const before = views.length;
    await media.hush("ann", "mic", false);
    await ann.sent(75);
    expect(views.slice(before)).toEqual([]);
  });

  it("is failing when a track ended, which is noted, and the others go on", async () => {
    const [ann, ben] = [await enter("ann"), await enter("ben")];
    for (const it of [ann, ben]) await it.publish();
    await keep("ann", "ben");
    const log = { takeId: "take", trackId: takes.trackOf("ann", "voice") };
    tap.events.emit("trouble", log, { code: "disk-full", stage: "late" });
    expect(last()).toEqual({ state: "behind", trouble: "disk-full", lost: [] });
    tap.events.emit("trouble", log, { code: "disk-full", stage: "ended" });
    durable("ben");
    expect(last()).toEqual({ state: "failing", trouble: "disk-full", lost: [{ personId: "ann", source: "mic" }] });
    await until(() => takes.tracks.some((it) => it.endedEarly === "disk-full"));
    const before = kept("ann").length;
    await keeps("ben");
    expect(kept("ann").length).toBe(before);
  });

  it.each(["where it was", "elsewhere"])("is failing without a tap, and healthy again with one %s", async (where) => {
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    await keeps("ann");
    const { port } = tap;
    await tap.die();
    expect(last()).toEqual({ state: "failing", trouble: "no-recorder", lost: [{ personId: "ann", source: "mic" }] });
    await tap.up(where === "elsewhere" ? undefined : port);
    await keeps("ann");
    durable("ann");
    expect(last()?.state).toBe("healthy");
  });
});

it("goes on in its log, once that can be had, when the next tap refuses it at first", async () => {
  const ann = await enter("ann");
  await ann.publish();
  await keep("ann");
  recorder.note("take", { kind: "chat", text: "before" });
  await keeps("ann");
  const { port } = tap;
  await tap.die();
  tap.answer.openLog = () => Promise.reject(new AppError("conflict", "No.", { cause: new Error("locked") }));
  for (const trackId of tap.logs.keys()) tap.events.emit("refused", { takeId: "take", trackId });
  tap.logs.clear();
  await tap.up(port);
  await until(() => last()?.trouble === "locked");
  expect(last()).toEqual({ state: "failing", trouble: "locked", lost: [{ personId: "ann", source: "mic" }] });
  tap.answer = {};
  clock.pass(5_000);
  await keeps("ann");
  recorder.note("take", { kind: "chat", text: "after" });
  await until(() => tap.notes.length === 2);
  expect([takes.tracks.length, takes.tracks.some((it) => it.endedEarly !== null)]).toEqual([2, false]);
  expect(new Set(tap.logs.keys())).toEqual(new Set(takes.tracks.map((it) => it.id)));
});

describe("a recorder that cannot", () => {
  it("keeps nobody waiting for long, and says so", async () => {
    const ann = await enter("ann");
    await ann.publish();
    tap.answer.route = () => new Promise(() => undefined);
    await keep("ann");
    expect([kept("ann"), last()?.trouble]).toEqual([[], "no-answer"]);
  });

  it("keeps nobody waiting for longer because others come as well", async () => {
    const everybody = ["ann", "ben", "cat"];
    const all: Promise<void>[] = [];
    let asked = 0;
    tap.answer.route = () => {
      asked++;
      return new Promise(() => undefined);
    };
    for (const it of await Promise.all(everybody.map(enter))) {
      await it.publish();
      all.push(keep(...everybody));
    }
    await Promise.all(all);
    // The first alone, and then all of them at once.
    expect(asked).toBe(1 + everybody.length);
  });

  it("begins nothing where there is no space, by itself once there is, and goes on with what it began", async () => {
    space = false;
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    expect(last()).toMatchObject({ state: "failing", trouble: "no-space" });
    space = true;
    clock.pass(5_000);
    await keeps("ann");
    space = false;
    await keep();
    await keep("ann");
    await keeps("ann");
  });

  it.each(
    [
      ["a disk that is full", "unavailable", "disk-full"],
      ["a disk that does not take it", "unavailable", "disk-failed"],
      ["a wish that it does not understand", "internal", "failed"],
    ] as const,
  )("says what is wrong of %s, and tries again", async (_, code, trouble) => {
    const ann = await enter("ann");
    await ann.publish();
    tap.answer.openLog = () => Promise.reject(new AppError(code, "No.", { cause: new Error(trouble) }));
    await keep("ann");
    expect(last()).toMatchObject({ state: "failing", trouble });
    tap.answer = {};
    clock.pass(5_000);
    await keeps("ann");
  });

  it("goes on with what another node began only where it has that, so that nothing of it is lost", async () => {
    await takes.open({ interviewId: "take", node: "there", openedAt: new Date(clock.now()) });
    await takes.track({ id: "sent", interviewId: "take", personId: "ann", kind: "fallback" });
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    expect(last()).toMatchObject({ state: "failing", trouble: "elsewhere" });
    expect(tap.logs.size).toBe(0);
    brings = true;
    clock.pass(5_000);
    await keeps("ann");
  });

  it("goes on with what another node began and of which there is nothing", async () => {
    await takes.open({ interviewId: "take", node: "there", openedAt: new Date(clock.now()) });
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    await keeps("ann");
    expect(last()?.trouble).toBeNull();
  });

  it("tries again when the database is back", async () => {
    takes.down = true;
    const ann = await enter("ann");
    await ann.publish();
    await keep("ann");
    expect(last()).toMatchObject({ state: "failing", trouble: "no-database" });
    takes.down = false;
    clock.pass(5_000);
    await keeps("ann");
  });
});
