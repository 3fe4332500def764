import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALL_FORMATS, BufferSource, Input } from "mediabunny";
import { AppError } from "../../../server/kit/errors.ts";
import { browserRecording } from "../../kit/browser-recording.ts";
import { madeUpMp4 } from "../../kit/made-up-mp4.ts";
import { Chance } from "../../kit/chance.ts";
import { spoiled } from "../../fuzz/kit/spoiled.ts";
import { openRecordingsHouse, type RecordingsHouse } from "../../kit/recordings.ts";
import { addPerson, ids } from "../../kit/rows.ts";
import { NoSpace } from "../../../server/recorder/live/troubles.ts";
import { FallbackDesk } from "../../../server/recorder/fallback/desk.ts";
import { makeRemux } from "../../../server/recorder/fallback/remux.ts";

let house: RecordingsHouse;
beforeAll(async () => void (house = await openRecordingsHouse()));
afterAll(() => house?.close());

/** An interview outside of a session, and what a browser began to send 3 s after its beginning. */
const begin = async ({ status = "COMPLETED" }: { status?: "COMPLETED" | "IN_PROGRESS" } = {}) => {
  const { db } = house.database;
  const [personId, interviewId, at] = [await addPerson(db), ids.next(), new Date(house.clock.now())];
  const times = { createdAt: at, startedAt: at, endedAt: status === "COMPLETED" ? at : null };
  const row = { id: interviewId, ownerId: personId, mode: "ai", status, ...times } as const;
  await db.prisma.interview.create({ data: row });
  const wrapped = house.stores.keys.make(interviewId);
  await db.prisma.key.create({ data: { interviewId, wrapped, createdAt: at } });
  const { trackId } = await house.recordings.fallback.begin({ interviewId, personId }, 3_000);
  return { interviewId, personId, trackId };
};
type At = Awaited<ReturnType<typeof begin>>;
const add = (at: At, offset: number, bytes: Uint8Array, last = false) =>
  house.recordings.fallback.add(at, { offset, bytes, last });
const whole = async ({ interviewId, trackId }: At) => {
  await house.recordings.finish(interviewId);
  const found = await house.stores.takes.find(interviewId);
  return { take: found?.take, track: found?.tracks.find((it) => it.id === trackId) };
};
const fileOf = async (interviewId: string, object: string): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  const key = { interviewId, dataKey: await house.stores.keys.open(interviewId) };
  for await (const part of house.vault.read(object, { key })) parts.push(part);
  return Buffer.concat(parts);
};

describe("what a browser recorded by itself", () => {
  it.each(["webm", "ogg", "mp4"] as const)("becomes a track of the take, in pieces and as %s", async (as) => {
    const at = await begin();
    const file = await browserRecording(150, { as });
    const third = Math.floor(file.length / 3);
    await add(at, 0, file.subarray(0, third));
    await add(at, third, file.subarray(third, 2 * third));
    await add(at, 2 * third, file.subarray(2 * third), true);
    const { take, track } = await whole(at);
    expect(take?.state).toBe("stored");
    expect(track).toMatchObject({ kind: "fallback", mediaType: "audio/ogg; codecs=opus", firstMs: 0 });
    expect(track?.lastMs).toBeGreaterThan(2_990);
    expect(track?.lastMs).toBeLessThan(3_010);
    const input = new Input({
      formats: ALL_FORMATS,
      source: new BufferSource(await fileOf(at.interviewId, track?.object ?? "")),
    });
    expect(await (await input.getPrimaryAudioTrack())?.getCodec()).toBe("opus");
    expect(await input.computeDuration()).toBeCloseTo(3, 1);
    const left: string[] = [];
    for await (const { name } of house.vault.list(`${at.interviewId}/`)) left.push(name);
    expect(left).toEqual([track?.object]);
  });

  it("is told where to go on when a piece does not follow, and keeps each piece once", async () => {
    const at = await begin();
    const file = await browserRecording(50);
    await add(at, 0, file.subarray(0, 100));
    await expect(add(at, 50, file.subarray(50, 150))).rejects.toMatchObject({ code: "conflict", offset: 100 });
    const twice = await Promise.allSettled([add(at, 100, file.subarray(100)), add(at, 100, file.subarray(100))]);
    expect(twice.map((it) => it.status)).toEqual(["fulfilled", "rejected"]);
    expect((await house.recordings.fallback.look(at)).received).toBe(file.length);
    await add(at, file.length, new Uint8Array(0), true);
    expect(await add(at, file.length, new Uint8Array(0), true)).toMatchObject({ state: "received" });
    await expect(add(at, file.length, file, false)).rejects.toMatchObject({ code: "conflict" });
    expect((await whole(at)).take?.state).toBe("stored");
  });

  it("is begun and gone on with only where there is room, so that what runs comes to its end", async () => {
    const { interviewId, personId, trackId } = await begin();
    const full = house.again({ mayBegin: () => Promise.reject(new NoSpace()) });
    const piece = { offset: 0, bytes: await browserRecording(20), last: false };
    await expect(full.fallback.add({ interviewId, trackId }, piece)).rejects.toMatchObject({ code: "unavailable" });
    expect(await full.fallback.look({ interviewId, trackId })).toMatchObject({ received: 0 });
    await expect(full.fallback.begin({ interviewId, personId }, 0)).rejects.toMatchObject({ code: "unavailable" });
    house.again();
  });

  it("leaves only so many files in small pieces, also over a restart, and what came before is kept", async () => {
    const { clock, stores, vault } = house;
    const desk = () =>
      new FallbackDesk({
        ...{ ...stores, clock, ids, vault, node: "this machine", mostSmall: 3 },
        finish: () => undefined,
        mayBegin: () => Promise.resolve(),
      });
    const at = await begin();
    const file = await browserRecording(50);
    const small = (offset: number) => ({ offset, bytes: file.subarray(offset, offset + 100), last: false });
    const first = desk();
    await first.add(at, small(0));
    await first.add(at, small(100));
    const second = desk();
    await second.add(at, small(200));
    await expect(second.add(at, small(300))).rejects.toMatchObject({ code: "too-large" });
    await expect(desk().add(at, small(300))).rejects.toMatchObject({ code: "too-large" });
    const large = { offset: 300, bytes: Buffer.concat([file.subarray(300), new Uint8Array(20_000)]), last: false };
    expect(await second.add(at, large)).toMatchObject({ received: file.length + 20_000 });
    const end = { offset: file.length + 20_000, bytes: new Uint8Array(0), last: true };
    expect(await second.add(at, end)).toMatchObject({ state: "received" });
  });

  it("is looked at, not believed: what is no sound is refused, at once or in the end, and nothing of it stays", async () => {
    const text = await begin();
    await expect(add(text, 0, Buffer.from("<html>"))).rejects.toMatchObject({ code: "bad-request" });
    const liar = await begin();
    await add(liar, 0, Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.alloc(5_000, 9)]), true);
    const { take, track } = await whole(liar);
    expect(take?.state).toBe("stored");
    expect(track?.deletedAt).not.toBeNull();
    for await (const { name } of house.vault.list(`${liar.interviewId}/`)) expect(name).toBe("");
  });

  it("keeps what came before the browser was closed, and says what is missing", async () => {
    const at = await begin();
    const file = await browserRecording(200, { holeAt: 100 });
    await add(at, 0, file.subarray(0, Math.floor(file.length * 0.9)));
    house.clock.pass(24 * 3_600_000 + 1);
    await house.recordings.sweeps.recover(new Date(house.clock.now()));
    const { track } = await whole(at);
    expect(track?.lastMs).toBeGreaterThan(3_500);
    expect(Math.abs((track?.gapsMs ?? 0) - 1_000)).toBeLessThan(5);
  });

  it("ends with its interview a day after its page was closed for good, and goes on when that comes back before", async () => {
    const hourMs = 3_600_000;
    const at = await begin({ status: "IN_PROGRESS" });
    const file = await browserRecording(150);
    const half = Math.floor(file.length / 2);
    const later = async (hours: number) => {
      house.clock.pass(hours * hourMs);
      await house.recordings.sweeps.recover(new Date(house.clock.now()));
      return await house.database.db.prisma.interview.findUniqueOrThrow({ where: { id: at.interviewId } });
    };
    await add(at, 0, file.subarray(0, half));
    expect(await later(23)).toMatchObject({ status: "IN_PROGRESS", endedAt: null });
    await add(at, half, file.subarray(half));
    const lastHeard = new Date(house.clock.now());
    expect(await later(23)).toMatchObject({ status: "IN_PROGRESS" });
    expect((await house.stores.takes.find(at.interviewId))?.take.state).toBe("recording");
    expect(await later(2)).toMatchObject({ status: "COMPLETED", endedAs: "FAILED", endedAt: lastHeard });
    const { take, track } = await whole(at);
    expect(take).toMatchObject({ state: "stored", endedAt: lastHeard });
    expect(track?.lastMs).toBeGreaterThan(2_990);
    await expect(add(at, file.length, file.subarray(0, 5))).rejects.toMatchObject({ code: "conflict" });
  });

  it("leaves nobody in an interview of which not even a first piece came", async () => {
    const at = await begin({ status: "IN_PROGRESS" });
    house.clock.pass(24 * 3_600_000 + 1);
    await house.recordings.sweeps.recover(new Date(house.clock.now()));
    expect((await whole(at)).take).toMatchObject({ state: "stored" });
    const { interview } = house.database.db.prisma;
    expect(await interview.findUniqueOrThrow({ where: { id: at.interviewId } })).toMatchObject({ endedAs: "FAILED" });
  });

  it("takes no more memory for a file that claims to hold millions of packets", async () => {
    const bytes = madeUpMp4({ packets: 3_000_000, packetBytes: 3 });
    const source = {
      bytes: bytes.length,
      startedMs: 0,
      read: async (from: number, to: number) => bytes.subarray(from, to),
    };
    const put = () => Promise.resolve({ bytes: 0, sha256: "" });
    await expect(makeRemux({ memoryBytes: 100_000_000 })(source, { put })).rejects.toMatchObject({
      code: "internal",
      cause: { message: "it takes too much memory" },
    });
  }, 30_000);

  it("is tried again when making its file fails on a busy machine, and given up only after some tries", async () => {
    let fails = 2;
    const remux = makeRemux();
    house.again({
      remux: (source, options) =>
        fails-- > 0 ? Promise.reject(new AppError("internal", "It takes too long.")) : remux(source, options),
    });
    const saved = await begin();
    await add(saved, 0, await browserRecording(50), true);
    for (let tries = 0; tries < 2; tries++) expect((await whole(saved)).take?.state).toBe("finishing");
    const { take, track } = await whole(saved);
    expect([take?.state, track?.endedEarly, track?.mediaType]).toEqual(["stored", null, "audio/ogg; codecs=opus"]);
    fails = Infinity;
    const lost = await begin();
    await add(lost, 0, await browserRecording(50), true);
    for (let tries = 0; tries < 3; tries++) await whole(lost);
    expect(await whole(lost)).toMatchObject({ take: { state: "stored" }, track: { endedEarly: "unreadable" } });
    house.again();
  });

  it.each(["webm", "ogg", "mp4"] as const)("survives whatever bytes somebody sends as %s", async (as) => {
    const remux = makeRemux({ patienceMs: 400 });
    const chance = new Chance(20260105);
    const file = Buffer.from(await browserRecording(60, { as }));
    for (let round = 0; round < 10; round++) {
      const bytes = spoiled(file, chance);
      const source = {
        bytes: bytes.length,
        startedMs: 0,
        read: async (from: number, to: number) => bytes.subarray(from, to),
      };
      let kept = 0;
      const put = async (body: AsyncIterable<Uint8Array>) => {
        for await (const part of body) kept += part.length;
        return { bytes: kept, sha256: "" };
      };
      await remux(source, { put }).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error;
      });
      expect(kept).toBeLessThan(10 * file.length);
    }
  }, 60_000);
});
