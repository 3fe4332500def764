import { readdir, readFile, rename, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../../server/kit/errors.ts";
import { short } from "../../../server/kit/ids.ts";
import { makeLog } from "../../../server/kit/log.ts";
import type { LogRecord } from "../../../server/recorder/log/records.ts";
import { renderTrack } from "../../../server/recorder/mux/render.ts";
import { Chance } from "../../kit/chance.ts";
import { openRecordingsHouse, packet, plainRender, type RecordingsHouse } from "../../kit/recordings.ts";
import { rtp } from "../../kit/rtp.ts";
import { soundStream } from "../../kit/rtp-stream.ts";

let house: RecordingsHouse;
beforeAll(async () => void (house = await openRecordingsHouse()));
afterAll(() => house?.close());

const voice = (words: string): LogRecord[] => [packet(40, `${words} one `), packet(60, `${words} two`)];
const said = (personId: string | null, text: string, atMs = 50): LogRecord => ({
  kind: "note",
  atUs: atMs * 1000,
  note: { kind: "caption", personId, text },
});
const later = (): Date => new Date(house.clock.now() + 60_000);
const end = async (interviewId: string): Promise<void> => {
  await house.stores.takes.end(interviewId, later());
  await house.recordings.finish(interviewId);
};
const found = async (interviewId: string) => {
  const whole = await house.stores.takes.find(interviewId);
  if (!whole) throw new Error("no such take");
  return whole;
};
const fileOf = async (interviewId: string, trackId: string): Promise<string | null> => {
  const object = (await found(interviewId)).tracks.find((it) => it.id === trackId)?.object;
  if (!object) return null;
  const key = { interviewId, dataKey: await house.stores.keys.open(interviewId) };
  const parts: Uint8Array[] = [];
  for await (const part of house.vault.read(object, { key })) parts.push(part);
  return Buffer.concat(parts).toString();
};

describe("finishing a take", () => {
  it("makes a file of each track, tells how far it is, and lets go of the logs", async () => {
    const { interviewId, owner, guests: [guest = ""], track } = await house.take();
    const [mine, theirs] = [await track(owner, "voice", voice("mine")), await track(guest, "voice", voice("theirs"))];
    house.news.length = 0;
    await end(interviewId);
    const { take, tracks } = await found(interviewId);
    expect(take).toMatchObject({ state: "stored", progress: 100, rendering: 1 });
    expect(tracks.map((it) => [it.firstMs, it.lastMs, it.mediaType])).toEqual(
      Array.from({ length: 2 }, () => [40, 60, "audio/ogg; codecs=opus"]),
    );
    expect([await fileOf(interviewId, mine), await fileOf(interviewId, theirs)]).toEqual([
      "mine one mine two",
      "theirs one theirs two",
    ]);
    expect(house.news.at(-1)).toBe("stored 100");
    expect(house.news.slice(0, -1).every((it) => it.startsWith("finishing"))).toBe(true);
    expect(await house.recordings.playback.look(interviewId)).toMatchObject({
      manifest: { takeId: interviewId, tracks: [{ trackId: mine }, { trackId: theirs }] },
    });
    expect([...(await house.files()).keys()].filter((it) => it.endsWith(".log"))).toEqual([]);
  });

  it("keeps no sound and no fact of it in the clear", async () => {
    const { interviewId, owner, track } = await house.take();
    await track(owner, "voice", voice("very-own-words"));
    await end(interviewId);
    for (const [path, bytes] of await house.files()) expect(bytes.includes("very-own-words"), path).toBe(false);
    const { take, tracks } = await found(interviewId);
    expect(Buffer.from(take.manifestSealed ?? []).includes("alignment")).toBe(false);
    expect(Buffer.from(tracks[0]?.factsSealed ?? []).includes("alignment")).toBe(false);
  });

  it("goes on behind the tracks that were done when it broke off", async () => {
    const made: string[] = [];
    let broken = true;
    house.again({
      async render(records, options) {
        if (made.length === 1 && broken) throw new AppError("unavailable", "The store does not answer.");
        made.push("track");
        return await plainRender(records, options);
      },
    });
    const { interviewId, owner, guests: [guest = ""], track } = await house.take();
    const mine = await track(owner, "voice", voice("mine"));
    await track(guest, "voice", voice("theirs"));
    await end(interviewId);
    expect((await found(interviewId)).take.state).toBe("finishing");
    expect(await fileOf(interviewId, mine)).toBe("mine one mine two");
    broken = false;
    await house.recordings.finish(interviewId);
    expect((await found(interviewId)).take.state).toBe("stored");
    expect(made).toHaveLength(2);
    house.again();
  });

  it("does nothing when it is asked twice, nor for a take that is still recorded", async () => {
    const { interviewId, owner, track } = await house.take();
    await track(owner, "voice", voice("once"));
    await house.recordings.finish(interviewId);
    expect((await found(interviewId)).take.state).toBe("recording");
    await end(interviewId);
    const { take: { version } } = await found(interviewId);
    await Promise.all([house.recordings.finish(interviewId), house.recordings.finish(interviewId)]);
    expect((await found(interviewId)).take.version).toBe(version);
  });

  it("takes what a crash left behind up to the last whole block", async () => {
    const { interviewId, owner, track } = await house.take();
    const id = await track(owner, "voice", voice("whole"));
    const path = join(house.folder, "logs", interviewId, `${id}.log`);
    const whole = await readFile(path);
    await writeFile(path, Buffer.concat([whole, whole.subarray(whole.length - 60)]));
    await end(interviewId);
    expect(await fileOf(interviewId, id)).toBe("whole one whole two");
  });

  it("leaves out a log that does not open, says so, keeps it, and keeps all others", async () => {
    const { interviewId, owner, guests: [guest = ""], track } = await house.take();
    const bad = await track(owner, "voice", voice("bad"));
    const good = await track(guest, "voice", voice("good"));
    const path = join(house.folder, "logs", interviewId, `${bad}.log`);
    await writeFile(path, Buffer.alloc(2_000, 7));
    await end(interviewId);
    const { take, tracks } = await found(interviewId);
    expect(take.state).toBe("stored");
    expect(tracks.find((it) => it.id === bad)).toMatchObject({ object: null, endedEarly: "unreadable" });
    expect(await fileOf(interviewId, good)).toBe("good one good two");
    expect(await readFile(path)).toHaveLength(2_000);
  });

  it("calls a take broken whose logs are nowhere, and stores one in which nothing was recorded", async () => {
    const lost = await house.take();
    const id = await lost.track(lost.owner, "voice", voice("lost"));
    await house.stores.takes.durable(lost.interviewId, 5_000, later());
    await truncate(join(house.folder, "logs", lost.interviewId, `${id}.log`), 0);
    await end(lost.interviewId);
    expect((await found(lost.interviewId)).take).toMatchObject({ state: "broken", reason: "logs-missing" });
    const silent = await house.take();
    await silent.track(silent.owner, "voice", []);
    await end(silent.interviewId);
    expect((await found(silent.interviewId)).take.state).toBe("stored");
  });

  it("calls a take broken whose key is gone, and keeps its logs", async () => {
    const { interviewId, owner, track } = await house.take();
    const id = await track(owner, "voice", voice("locked"));
    await house.stores.keys.erase(interviewId);
    await end(interviewId);
    expect((await found(interviewId)).take).toMatchObject({ state: "broken", reason: "key-missing" });
    expect([...(await house.files()).keys()]).toContain(join("logs", interviewId, `${id}.log`));
  });

  it("keeps the notes of those who agree, and of nobody else", async () => {
    const { interviewId, owner, track } = await house.take();
    const notes = await track(null, "notes", [
      said(owner, "kept"),
      said("01a1fd24-3914-709c-8328-2c516966ad17", "never agreed"),
      said(null, "the interviewer", 90),
    ]);
    await end(interviewId);
    const lines = (await fileOf(interviewId, notes))?.trim().split("\n").map((it) =>
      JSON.parse(it) as { note: unknown }
    );
    expect(lines?.map((it) => (it.note as { text: string }).text)).toEqual(["kept", "the interviewer"]);
    expect((await found(interviewId)).tracks[0]).toMatchObject({ firstMs: 50, lastMs: 90 });
  });

  it("keeps nothing from before somebody took back that they agree, although they agreed again", async () => {
    const { interviewId, owner, guests: [guest = ""], track } = await house.take();
    const notes = await track(null, "notes", [
      said(owner, "theirs who stayed", 50),
      said(guest, "taken back", 60),
      said(guest, "agreed again", 3_000),
    ]);
    const after = (ms: number): Date => new Date(house.clock.now() + ms);
    await house.stores.takes.withdraw(interviewId, { personId: guest, purpose: "record" }, after(1_000));
    const again = { interviewId, personId: guest, purpose: "record" } as const;
    const data = { givenAt: after(2_000), withdrawnAt: null };
    await house.database.db.prisma.consent.updateMany({ where: again, data });
    await end(interviewId);
    const file = await fileOf(interviewId, notes);
    expect(file?.match(/theirs who stayed|taken back|agreed again/g)).toEqual(["theirs who stayed", "agreed again"]);
  });

  it("says once for each track how many packets did not belong to it, and names nobody", async () => {
    const lines: string[] = [];
    const log = makeLog({ level: "info", format: "json", write: (it) => lines.push(it), now: () => 0 });
    house.again({ render: renderTrack, log });
    const { interviewId, owner, guests: [guest = ""], track } = await house.take();
    const { records } = soundStream({ fromMs: 0, toMs: 2_000, chance: new Chance(3) });
    const hostile = (at: number): LogRecord => ({
      kind: "packet",
      atUs: 1_000_000 + at,
      rtp: rtp({ payloadType: 3, sequence: 30_000 + at, timestamp: 2 ** 32 - 1, ssrc: 1, payload: Buffer.alloc(900) }),
    });
    await track(owner, "voice", [...records, ...Array.from({ length: 40 }, (_, at) => hostile(at))]);
    await track(guest, "voice", records);
    await end(interviewId);
    expect((await found(interviewId)).take.state).toBe("stored");
    const told = lines.filter((it) => it.includes("do not belong")).map((it) => JSON.parse(it) as unknown);
    const fields = { level: "warn", take: short(interviewId), kind: "voice", foreign: 40, used: 100 };
    expect(told).toEqual([{ at: expect.any(String), message: expect.any(String), ...fields }]);
    house.again();
  });

  it("leaves nothing in the vault but the file of each track", async () => {
    const { interviewId, owner, track } = await house.take();
    await track(owner, "voice", voice("mine"));
    await end(interviewId);
    const objects = await readdir(join(house.folder, "objects", interviewId));
    expect(objects).toHaveLength(1);
  });
});

describe("recovering", () => {
  it("finishes a take whose logs are back, as when a folder was not there at a start", async () => {
    const { interviewId, owner, track } = await house.take();
    const id = await track(owner, "voice", voice("back"));
    const notes = await track(null, "notes", [said(owner, "kept")]);
    await house.stores.takes.durable(interviewId, 5_000, later());
    const [logs, away] = [join(house.folder, "logs"), join(house.folder, "away")];
    await rename(logs, away);
    await end(interviewId);
    expect((await found(interviewId)).take).toMatchObject({ state: "broken", reason: "logs-missing" });
    await house.recordings.sweeps.recover(later());
    expect((await found(interviewId)).take.state).toBe("broken");
    await rename(away, logs);
    await house.recordings.sweeps.recover(later());
    await house.recordings.finish(interviewId);
    expect((await found(interviewId)).take).toMatchObject({ state: "stored", reason: null });
    expect(await fileOf(interviewId, id)).toBe("back one back two");
    expect(await fileOf(interviewId, notes)).toContain("kept");
  });

  it("finishes at a start what was under way, and ends its interview", async () => {
    const { interviewId, owner, track, sessionId } = await house.take({ status: "IN_PROGRESS" });
    const id = await track(owner, "voice", voice("cut off"));
    await house.stores.takes.durable(interviewId, 2_000, new Date(house.clock.now() + 2_000));
    const live = { sessionId, roomSealed: new Uint8Array(1), updatedAt: new Date(house.clock.now()) };
    await house.database.db.prisma.liveRoom.create({ data: live });
    await house.again().start();
    expect((await found(interviewId)).take.state).toBe("recording"); // its room comes back and goes on with it
    await house.database.db.prisma.liveRoom.delete({ where: { sessionId } });
    await house.again().start();
    await house.recordings.finish(interviewId);
    expect(await fileOf(interviewId, id)).toBe("cut off one cut off two");
    expect(await house.stores.interviews.find(interviewId)).toMatchObject({ status: "COMPLETED", endedAs: "FAILED" });
    expect((await found(interviewId)).take.endedAt).toEqual(new Date(house.clock.now() + 2_000));
  });

  it("leaves alone what this process records just now", async () => {
    const { interviewId } = await house.take();
    const live = { records: (id: string) => id === interviewId, closeLog: async () => {}, closeTake: async () => {} };
    await house.again({ live }).sweeps.recover(later());
    expect((await found(interviewId)).take.state).toBe("recording");
    house.again();
    await house.stores.takes.erase(interviewId, later());
  });
});
