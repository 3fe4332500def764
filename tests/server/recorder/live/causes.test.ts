import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RecordingView } from "../../../../proto/live/view.ts";
import type { RecordingTrouble } from "../../../../proto/live/words.ts";
import { makeMasterKey } from "../../../../server/adapters/keys/master-key.ts";
import { openDb } from "../../../../server/adapters/pg/db.ts";
import { pgTakes } from "../../../../server/adapters/pg/takes.ts";
import { systemClock } from "../../../../server/kit/clock.ts";
import { uuidv7 } from "../../../../server/kit/ids.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import { LogFiles } from "../../../../server/recorder/log-files.ts";
import { logParts } from "../../../../server/recorder/log-parts.ts";
import { Recorder } from "../../../../server/recorder/live/recorder.ts";
import { Shipper } from "../../../../server/recorder/ship.ts";
import { TapLine } from "../../../../server/recorder/tap-line/line.ts";
import type { RoomMedia } from "../../../../server/rooms/media/room-media.ts";
import type { WorkerPool } from "../../../../server/rooms/media/worker-pool.ts";
import { Chance } from "../../../kit/chance.ts";
import { type FakeClock, fakeClock } from "../../../kit/clock.ts";
import { type FakeStore, fakeStore } from "../../../kit/fake-store.ts";
import { type FakeTakes, fakeTakes } from "../../../kit/fake-takes.ts";
import { madeLog } from "../../../kit/logs.ts";
import { come, openPool, openRoom } from "../../../kit/rtc-room.ts";
import { soundStream } from "../../../kit/rtp-stream.ts";
import type { Fault } from "../../../kit/s3.ts";
import { startTestTap } from "../../../kit/tap.ts";
import { until } from "../../../kit/until.ts";

const dataKey = new Uint8Array(32).fill(5);
let pool: WorkerPool;
let media: RoomMedia;
let clock: FakeClock;
let tap: Awaited<ReturnType<typeof startTestTap>>;
let line: TapLine;
let takes: FakeTakes;
let interviewId: string;
let views: RecordingView[];
let closers: (() => unknown)[] = [];

beforeAll(async () => {
  [pool, tap] = await Promise.all([openPool(), startTestTap()]);
});
afterAll(() => Promise.all([pool.close(), tap.close()]));
beforeEach(async () => {
  [clock, takes, views, interviewId] = [fakeClock(Date.now()), fakeTakes(), [], randomUUID()];
  line = new TapLine({ socket: tap.socket, log: silentLog });
  media = await openRoom(pool);
  closers = [() => line.close(), () => media.close()];
  const ann = await come(media, "ann");
  closers.push(() => ann.close());
  await ann.publish();
  await until(() => line.port);
});
afterEach(async () => {
  for (const it of closers.splice(0).toReversed()) await it();
});

type Kit = ConstructorParameters<typeof Recorder>[0];

/** A recorder of which one kind of thing may be wrong, at work on Ann's voice. */
async function records(more: Partial<Kit> = {}): Promise<Recorder> {
  const recorder = new Recorder({
    ...{ tap: line, takes, clock, ids: uuidv7(systemClock), log: silentLog, node: "here" },
    keys: { open: () => Promise.resolve(dataKey) },
    mayBegin: () => Promise.resolve(),
    bring: () => Promise.resolve(),
    keepsUp: () => true,
    ...more,
  });
  closers.push(() => recorder.close());
  recorder.events.on("recording", (_, view) => views.push(view));
  await recorder.want(interviewId, media.streams("ann"));
  return recorder;
}
const stands = (): RecordingView | undefined => views.at(-1);
const healthy = (): Promise<unknown> => until(() => stands()?.state === "healthy");
const failing = (trouble: RecordingTrouble) => ({
  state: "failing",
  trouble,
  lost: [{ personId: "ann", source: "mic" }],
});

/** What was recorded by a process that is gone: the log's file. */
async function recordedBefore(): Promise<string> {
  const [trackId, openedAtMs] = [randomUUID(), clock.now()];
  await takes.open({ interviewId, node: "here", openedAt: new Date(openedAtMs) });
  await takes.track({ id: trackId, interviewId, personId: "ann", kind: "voice" });
  const { records: before } = soundStream({ fromMs: 0, toMs: 500, chance: new Chance(1) });
  const head = { version: 1, takeId: interviewId, trackId, kind: "sound", openedAtMs } as const;
  const file = path.join(tap.folder, interviewId, `${trackId}.log`);
  await mkdir(path.dirname(file));
  await writeFile(file, madeLog([before], { head, dataKey }).bytes);
  return file;
}

function ofNewerVersion(log: Buffer): Buffer {
  const newer = Buffer.from(log);
  for (const at of [4, newer.readUInt16BE(6) + 4]) newer.writeUInt16BE(9, at);
  return newer;
}

describe("a room is told the true cause", () => {
  it.each<[RecordingTrouble, (log: Buffer) => Buffer]>([
    ["newer-version", ofNewerVersion],
    ["not-a-log", (log) => Buffer.alloc(log.length, "OggS")],
  ])(
    "when what is there of its recording is %s, touches nothing of it, and goes on once it can",
    async (trouble, as) => {
      const file = await recordedBefore();
      const before = await readFile(file);
      await writeFile(file, as(before));
      await records();
      expect(stands()).toEqual(failing(trouble));
      expect((await readFile(file)).equals(as(before))).toBe(true);
      await writeFile(file, before);
      clock.pass(5_000);
      await healthy();
      expect((await readFile(file)).subarray(0, before.length).equals(before)).toBe(true);
    },
  );

  it("when it was locked with another key", async () => {
    const file = await recordedBefore();
    const before = await readFile(file);
    await records({ keys: { open: () => Promise.resolve(new Uint8Array(32).fill(6)) } });
    expect(stands()).toEqual(failing("other-key"));
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it("when its key was locked with another master key, or was changed", async () => {
    const [first, other] = [1, 2].map((it) => makeMasterKey(new Uint8Array(32).fill(it)));
    const wrapped = first?.wrap(dataKey, interviewId) ?? new Uint8Array();
    for (const open of [() => other?.unwrap(wrapped, interviewId), () => first?.unwrap(wrapped, randomUUID())]) {
      await records({ keys: { open: async () => open() ?? dataKey } });
      expect(stands()).toEqual(failing("other-key"));
    }
  });

  it("when another process of this machine writes it, and goes on when that lets go", async () => {
    const file = await recordedBefore();
    const other = { pid: process.pid, started: "x", space: "another", id: "1" };
    await writeFile(`${file}.lock`, JSON.stringify(other));
    await records();
    expect(stands()).toEqual(failing("locked"));
    await rm(`${file}.lock`);
    clock.pass(5_000);
    await healthy();
  });

  it("when the disk takes nothing, and goes on when it does", async () => {
    const inTheWay = path.join(tap.folder, interviewId);
    await writeFile(inTheWay, "");
    await records();
    expect(stands()).toEqual(failing("disk-failed"));
    await rm(inTheWay);
    clock.pass(5_000);
    await healthy();
  });

  it("when the database cannot be reached", async () => {
    const db = openDb({ url: "postgresql://nobody@127.0.0.1:1/nothing", log: silentLog });
    closers.push(() => db.close());
    await records({ takes: pgTakes(db) });
    expect(stands()).toEqual(failing("no-database"));
  });

  it("when what another machine recorded does not come from the object store, and goes on when it does", async () => {
    const { fake, segments, close } = await fakeStore();
    closers.push(close);
    const files = new LogFiles(tap.folder, segments);
    await takes.open({ interviewId, node: "there", openedAt: new Date(clock.now()) });
    await takes.track({ id: randomUUID(), interviewId, personId: "ann", kind: "voice" });
    fake.fault({ status: 503, code: "SlowDown" });
    await records({ bring: (id) => files.restore(id) });
    expect(stands()).toEqual(failing("not-fetched"));
    fake.heal();
    clock.pass(5_000);
    await healthy();
  });
});

describe("a recording that is sent to an object store", () => {
  let store: FakeStore;
  let shipper: Shipper;
  let elsewhere: LogFiles;
  beforeEach(async () => {
    store = await fakeStore();
    closers.push(() => store.close());
    const { segments } = store;
    const far = path.join(tap.dataDir, `elsewhere-${interviewId}`);
    await mkdir(far);
    elsewhere = new LogFiles(far, segments);
    shipper = new Shipper({ segments, read: logParts(tap.folder), clock, log: silentLog, everyMs: 1_000_000 });
    closers.push(() => shipper.close());
    line.events.on("durable", (log, { bytes }) => shipper.grew(log, bytes));
  });

  it.each<[string, Fault]>([
    ["has a problem of its own", { status: 503, code: "SlowDown" }],
    ["refuses this server", { status: 403, code: "AccessDenied" }],
    ["hangs", "silent"],
  ])("is safe here and said not to leave while that %s, and all of it is there in the end", async (_, fault) => {
    const recorder = await records({ keepsUp: (id) => shipper.keepsUp(id) });
    await healthy();
    store.fake.fault(fault);
    await until(() => shipper.behindBytes > 0);
    const shipping = shipper.ship();
    if (fault === "silent") clock.pass(10_000);
    await until(() => stands()?.state === "unsent");
    expect(stands()).toEqual({ state: "unsent", trouble: "not-sent", lost: [] });
    await shipping;
    expect(stands()?.state).toBe("unsent");
    store.fake.heal();
    await shipper.ship();
    await healthy();
    await recorder.close();
    await line.closeTake(interviewId);
    const log = { takeId: interviewId, trackId: takes.trackOf("ann", "voice") };
    const whole = await new LogFiles(tap.folder, null).size(log) ?? 0;
    shipper.grew(log, whole);
    await shipper.ship();
    await elsewhere.restore(interviewId);
    expect(whole).toBeGreaterThan(500);
    expect([shipper.behindBytes, await elsewhere.size(log)]).toEqual([0, whole]);
  });
});
