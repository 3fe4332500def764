import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeWords } from "../../../client/pages/interviews/take-words.ts";
import type { Take, TakeTrack } from "../../../proto/http/takes.ts";
import { makeMasterKey } from "../../../server/adapters/keys/master-key.ts";
import { pgStores } from "../../../server/adapters/pg/stores.ts";
import { takeRoutes } from "../../../server/edge/routes/takes.ts";
import { AppError } from "../../../server/kit/errors.ts";
import { silentLog } from "../../../server/kit/log.ts";
import { heldUpBy, KeyShut } from "../../../server/recorder/held-up.ts";
import type { LogRecord } from "../../../server/recorder/log/records.ts";
import { renderTrack } from "../../../server/recorder/mux/render.ts";
import { Chance } from "../../kit/chance.ts";
import { openRecordingsHouse, type RecordingsHouse } from "../../kit/recordings.ts";
import { ids } from "../../kit/rows.ts";
import { soundStream } from "../../kit/rtp-stream.ts";

type Told = { readonly message: string; readonly fields: Readonly<Record<string, unknown>> };

let house: RecordingsHouse;
const told: Told[] = [];
beforeAll(async () => {
  const warn = (message: string, fields = {}): void => void told.push({ message, fields });
  house = await openRecordingsHouse({ render: renderTrack, log: { ...silentLog, warn } });
});
afterAll(() => house?.close());

/** Four seconds of a voice, in blocks of a fifth of a second as the tap writes them. */
const spoken = (): LogRecord[][] => {
  const { records } = soundStream({ fromMs: 0, toMs: 4_000, chance: new Chance(3) });
  const blocks: LogRecord[][] = Array.from({ length: 20 }, () => []);
  for (const it of records) blocks[Math.min(19, Math.floor(it.atUs / 200_000))]?.push(it);
  return blocks;
};
/** A take of one voice, with its log's file. */
const recorded = async () => {
  const { interviewId, owner, guests, track } = await house.take();
  const [first = [], ...others] = spoken();
  const trackId = await track(owner, "voice", first, ...others);
  return {
    interviewId,
    owner,
    guests,
    track,
    trackId,
    file: join(house.folder, "logs", interviewId, `${trackId}.log`),
  };
};
const end = async (interviewId: string): Promise<void> => {
  await house.stores.takes.end(interviewId, new Date(house.clock.now() + 60_000));
  await house.recordings.finish(interviewId);
};
/** Turns a bit within that block of a log. */
const damage = async (file: string, block: number, offset = 200): Promise<void> => {
  const bytes = await readFile(file);
  let at = bytes.indexOf("GRBK");
  for (let n = 0; n < block; n++) at = bytes.indexOf("GRBK", at + 4);
  bytes.writeUInt8(bytes.readUInt8(at + offset) ^ 4, at + offset);
  await writeFile(file, bytes);
};
/** The take as the page of its owner gets it. */
const seen = async (interviewId: string, owner: string): Promise<Take> => {
  const { recordings, clock } = house;
  const nothing = () => Promise.resolve(undefined);
  const mine = { who: "interview owner", check: () => Promise.reject(new Error("it is not asked")) } as const;
  const routes = takeRoutes({
    recordings,
    mine,
    nameOf: nothing,
    ownerOf: nothing,
    withdraw: nothing,
    keptDays: async () => 90,
    clock,
  });
  const look = routes.find((it) => it.name === "GET /interviews/:id/take")?.work as (
    given: unknown,
  ) => Promise<unknown>;
  const interview = await house.stores.interviews.find(interviewId);
  const { take } = await look({ granted: { me: { personId: owner }, interview } }) as { take: Take };
  return take;
};
const lengthOf = ({ firstMs, lastMs }: TakeTrack): number => (lastMs ?? 0) - (firstMs ?? 0);

describe("a log of which a part cannot be read", () => {
  it.each<[string, number, Partial<TakeTrack>, RegExp]>([
    ["in the middle", 9, { gapsMs: 200 }, /^0\.2 s missing, .* About 0\.2 s was recorded and could not be read\.$/],
    [
      "at the beginning, which says what it is",
      0,
      { gapsMs: 0 },
      /^About 0\.2 s was recorded and could not be read\.$/,
    ],
    ["at the end", 19, { gapsMs: 0 }, /^About 0\.2 s was recorded and could not be read\.$/],
  ])("by a turned bit %s keeps all else, and its owner is told how much that is", async (_, block, more, words) => {
    const { interviewId, owner, file } = await recorded();
    await damage(file, block);
    told.length = 0;
    await end(interviewId);
    const { tracks: [track] } = await seen(interviewId, owner);
    if (!track) throw new Error("there is no track");
    const found = { lostMs: expect.closeTo(220, -2), cut: false };
    expect(track).toMatchObject({ ...more, endedEarly: null, playable: true, damage: found });
    expect(lengthOf(track)).toBeCloseTo(block === 9 ? 4_000 : 3_800, -2);
    expect(takeWords.lack(track)).toMatch(words);
    const fields = { kind: "voice", blocks: 1, lostMs: expect.any(Number), cutBytes: 0, take: expect.any(String) };
    expect(told).toEqual([{ message: "a part of a track could not be read", fields }]);
    expect((await house.recordings.playback.look(interviewId))?.manifest?.tracks[0]?.damage).toMatchObject({
      blocks: 1,
      cutBytes: 0,
    });
  });

  it("by a crash keeps all before it, and says so as often as its file is begun anew", async () => {
    const { interviewId, owner, file, trackId } = await recorded();
    const { length } = await readFile(file);
    await truncate(file, length - 60);
    house.again({ render: () => Promise.reject(new AppError("unavailable", "The store does not answer.")) });
    await end(interviewId);
    expect(await readFile(file)).toHaveLength(length - 60);
    await house.again().finish(interviewId);
    const { state, tracks: [track] } = await seen(interviewId, owner);
    expect([state, track?.id, track?.damage]).toEqual(["stored", trackId, { lostMs: 0, cut: true }]);
    expect(track && takeWords.lack(track)).toBe("A moment of it was cut off by a crash.");
    expect(track && lengthOf(track)).toBeCloseTo(3_800, -2);
  });

  it("of which nothing can be read is kept, and said to be", async () => {
    const { interviewId, owner, file } = await recorded();
    for (let block = 0; block < 20; block++) await damage(file, block);
    const bytes = await readFile(file);
    await end(interviewId);
    const { state, tracks: [track] } = await seen(interviewId, owner);
    expect([state, track?.endedEarly]).toEqual(["stored", "unreadable"]);
    expect(track && takeWords.lack(track)).toBe("What was recorded could not be read. It is kept as it is.");
    expect((await readFile(file)).equals(bytes)).toBe(true);
  });
});

describe("notes of which a part cannot be read", () => {
  it("keep all else, also when they are written anew, and the page says that some are missing", async () => {
    const { interviewId, owner, track } = await house.take();
    const asked = (atMs: number): LogRecord[] => [{
      kind: "note",
      atUs: atMs * 1000,
      note: { kind: "question", personId: owner, text: "Why?" },
    }];
    const notes = await track(null, "notes", asked(100), asked(5_000), asked(9_000));
    await damage(join(house.folder, "logs", interviewId, `${notes}.log`), 1, 50);
    await end(interviewId);
    const shown = async () => {
      const { moments, momentsLost } = await seen(interviewId, owner);
      return [moments.flatMap(({ what, atMs }) => what === "question" ? [atMs] : []), momentsLost];
    };
    expect(await shown()).toEqual([[100, 9_000], true]);
    await house.stores.takes.renew(interviewId);
    await house.recordings.finish(interviewId);
    expect(await shown()).toEqual([[100, 9_000], true]);
  });
});

describe("a log of a newer version of the server", () => {
  /** As a newer one writes it: all else may look different there. */
  const newer = (bytes: Buffer): Buffer => {
    const changed = Buffer.from(bytes);
    for (const at of [4, bytes.readUInt16BE(6) + 4]) changed.writeUInt16BE(2, at);
    return changed;
  };

  it("holds up nothing else, is kept untouched, and becomes a file once a server can read it", async () => {
    const { interviewId, owner, guests: [guest = ""], track, trackId, file } = await recorded();
    const [first = [], ...others] = spoken();
    await track(guest, "voice", first, ...others);
    const bytes = await readFile(file);
    await writeFile(file, newer(bytes));
    await house.stores.takes.endEarly(trackId, "disk-full");
    await end(interviewId);
    const shown = async () => {
      const { state, tracks } = await seen(interviewId, owner);
      return [state, tracks.map((it) => it.bytes > 0), tracks.map((it) => takeWords.lack(it))];
    };
    const update = "It was written by a newer version of the server and is kept; an update makes it.";
    expect(await shown()).toEqual(["stored", [false, true], [update, ""]]);
    expect((await readFile(file)).equals(newer(bytes))).toBe(true);
    await house.again().start();
    await house.recordings.finish(interviewId);
    expect((await house.stores.takes.find(interviewId))?.take.rendering).toBe(1);
    await writeFile(file, bytes);
    await house.again().start();
    await house.recordings.finish(interviewId);
    const full = "The server’s disk was full, so it ended before its person did.";
    expect(await shown()).toEqual(["stored", [true, true], [full, ""]]);
    expect([...(await house.files()).keys()].filter((it) => it.includes(interviewId) && it.endsWith(".log"))).toEqual(
      [],
    );
  });

  it("is looked at again although another take's key does not open", async () => {
    const [locked, open] = [await recorded(), await recorded()];
    for (const { file, interviewId } of [locked, open]) {
      const bytes = await readFile(file);
      await writeFile(file, newer(bytes));
      await end(interviewId);
      await writeFile(file, bytes);
    }
    const { keys } = house.stores;
    const shut = (id: string) => id === locked.interviewId ? Promise.reject(new Error("shut")) : keys.open(id);
    await house.again({ keys: { ...keys, open: shut } }).start();
    await house.recordings.finish(open.interviewId);
    expect(await seen(open.interviewId, open.owner)).toMatchObject({ state: "stored", tracks: [{ playable: true }] });
    await house.again().start();
    await house.recordings.finish(locked.interviewId);
    expect(await seen(locked.interviewId, locked.owner)).toMatchObject({ tracks: [{ playable: true }] });
  });

  it("is left alone by a take that is finished again for another reason, wherever that is", async () => {
    const { interviewId, owner, trackId, file } = await recorded();
    const bytes = newer(await readFile(file));
    await writeFile(file, bytes);
    await end(interviewId);
    await house.stores.takes.renew(interviewId);
    house.again({ node: "another machine", logsFolder: join(house.folder, "elsewhere") });
    await house.recordings.finish(interviewId);
    const { state, tracks } = await seen(interviewId, owner);
    expect([state, tracks.map((it) => [it.id, it.endedEarly])]).toEqual(["stored", [[trackId, "newer-version"]]]);
    house.again();
    expect((await readFile(file)).equals(bytes)).toBe(true);
  });
});

describe("a take that waits to be finished", () => {
  it("says that its key is locked with another master key, loses nothing, and is finished with the right one", async () => {
    const { interviewId, owner, file } = await recorded();
    const bytes = await readFile(file);
    const master = makeMasterKey(new Uint8Array(32).fill(9));
    const { keys } = pgStores(house.database.db, { clock: house.clock, ids, master });
    house.again({ keys });
    await end(interviewId);
    const waiting = await seen(interviewId, owner);
    expect([waiting.state, waiting.reason]).toEqual(["finishing", "other-key"]);
    expect(takeWords.waits[waiting.reason ?? ""]).toMatch(/another key file .* Nothing is lost/);
    expect((await readFile(file)).equals(bytes)).toBe(true);
    await house.again().sweeps.recover(new Date(house.clock.now()));
    await house.recordings.finish(interviewId);
    expect(await seen(interviewId, owner)).toMatchObject({
      state: "stored",
      reason: null,
      tracks: [{ playable: true }],
    });
    house.again({ keys });
    await expect(seen(interviewId, owner)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("Nothing is lost"),
    });
    house.again();
  });

  it("says what is in the way as long as it is, and nothing of it once it goes on", async () => {
    const { interviewId, owner } = await recorded();
    const full = Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
    house.again({ render: () => Promise.reject(new AppError("unavailable", "It is full.", { cause: full })) });
    await end(interviewId);
    expect(await seen(interviewId, owner)).toMatchObject({ state: "finishing", reason: "disk-full" });
    await house.again().finish(interviewId);
    expect(await seen(interviewId, owner)).toMatchObject({ state: "stored", reason: null });
  });

  const away = new AppError("unavailable", "The object store cannot be reached.");
  it.each([
    [new KeyShut("key-changed", away), true, "key-changed"],
    [away, true, "store-away"],
    [away, false, "later"],
    [Object.assign(new Error("no"), { code: "EROFS" }), true, "read-only"],
    [new AppError("unavailable", "It fails.", { cause: { code: "EIO" } }), false, "disk-failed"],
    [new Error("a bug"), true, "later"],
  ])("has a sentence for %s", (error, sent, reason) => {
    expect(heldUpBy(error, { sent })).toBe(reason);
    expect(takeWords.waits[reason] ?? takeWords.waitsOtherwise).toMatch(/\.$/);
  });
});
