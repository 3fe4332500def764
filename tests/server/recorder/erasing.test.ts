import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../../server/kit/errors.ts";
import type { AuditRow } from "../../../server/ports/audit.ts";
import type { LogRecord } from "../../../server/recorder/log/records.ts";
import { openRecordingsHouse, packet, plainRender, type RecordingsHouse } from "../../kit/recordings.ts";

let house: RecordingsHouse;
beforeAll(async () => void (house = await openRecordingsHouse()));
afterAll(() => house?.close());

const voice = (words: string): LogRecord[] => [packet(40, words), packet(60, words)];
const later = (): Date => new Date(house.clock.now() + 60_000);
/** The first moment at which what ended then was kept for so many days. */
const inDays = (days: number): Date => new Date(later().getTime() + days * 86_400_000 + 1);
const end = async (interviewId: string): Promise<void> => {
  await house.stores.takes.end(interviewId, later());
  await house.recordings.finish(interviewId);
};
const found = async (interviewId: string) => {
  const whole = await house.stores.takes.find(interviewId);
  if (!whole) throw new Error("no such take");
  return whole;
};
const filesOf = async (interviewId: string): Promise<string[]> =>
  [...(await house.files()).keys()].filter((it) => it.includes(interviewId));
const audited = async (interviewId: string): Promise<AuditRow[]> =>
  (await house.stores.audit.list({ cursor: null, limit: 100 })).rows.filter((it) => it.subjectId === interviewId);
/** A stored take of its owner and a guest. */
const stored = async () => {
  const made = await house.take();
  const { owner, guests: [guest = ""], track, interviewId } = made;
  const [mine, theirs] = [await track(owner, "voice", voice("mine")), await track(guest, "voice", voice("theirs"))];
  const camera = await track(guest, "camera", voice("picture"));
  const notes = await track(
    null,
    "notes",
    [owner, guest].map((personId) => ({
      kind: "note" as const,
      atUs: 1,
      note: { kind: "caption", personId, text: personId },
    })),
  );
  await end(interviewId);
  return { ...made, guest, mine, theirs, camera, notes };
};
const textOf = async (interviewId: string, secret: string, personId: string): Promise<string> => {
  const file = await house.recordings.playback.open(secret, personId);
  const parts: Uint8Array[] = [];
  for await (const part of file.read(0, file.bytes, new AbortController().signal)) parts.push(part);
  return Buffer.concat(parts).toString();
};

describe("erasing a take", () => {
  it("destroys its key and leaves no file of it, and writes that down", async () => {
    const { interviewId, owner } = await stored();
    expect(await filesOf(interviewId)).not.toEqual([]);
    await house.recordings.erasing.erase(interviewId, owner);
    expect(await filesOf(interviewId)).toEqual([]);
    expect(await found(interviewId)).toMatchObject({ take: { state: "erased" }, tracks: [] });
    await expect(house.stores.keys.open(interviewId)).rejects.toMatchObject({ code: "closed" });
    expect(await audited(interviewId)).toMatchObject([{
      action: "take.erased",
      actorId: owner,
      details: { objects: 4 },
    }]);
  });

  it("stops a recording that is under way and takes its logs", async () => {
    const { interviewId, owner, track } = await house.take({ status: "IN_PROGRESS" });
    await track(owner, "voice", voice("still talking"));
    house.closed.length = 0;
    await house.recordings.erasing.erase(interviewId, owner);
    expect(house.closed).toEqual([interviewId]);
    expect(await filesOf(interviewId)).toEqual([]);
    await house.recordings.finish(interviewId);
    expect((await found(interviewId)).take.state).toBe("erased");
  });

  it("breaks off what is just being made of it", async () => {
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => begin = resolve);
    house.again({
      async render(records, options) {
        begin();
        await new Promise<void>((resolve) => options.signal?.addEventListener("abort", () => resolve()));
        return await plainRender(records, options);
      },
    });
    const { interviewId, owner, track } = await house.take();
    await track(owner, "voice", voice("half done"));
    await house.stores.takes.end(interviewId, later());
    const finishing = house.recordings.finish(interviewId);
    await begun;
    await house.recordings.erasing.erase(interviewId, owner);
    await finishing;
    expect(await filesOf(interviewId)).toEqual([]);
    expect((await found(interviewId)).take.state).toBe("erased");
    house.again();
  });

  it("is gone on with at the next start when it broke off", async () => {
    const { interviewId } = await stored();
    await house.stores.takes.erase(interviewId, later());
    expect(await filesOf(interviewId)).not.toEqual([]);
    await house.again().start();
    expect(await filesOf(interviewId)).toEqual([]);
    expect((await found(interviewId)).take.state).toBe("erased");
  });

  it("reaches what a machine that was away still holds, and nothing that the database never heard of", async () => {
    const { interviewId, owner } = await stored();
    const unknown = await stored();
    await house.recordings.erasing.erase(interviewId, owner);
    await house.stores.interviews.delete(interviewId);
    await house.stores.interviews.delete(unknown.interviewId);
    await mkdir(join(house.folder, "logs", interviewId));
    await writeFile(join(house.folder, "logs", interviewId, `${owner}.log`), "late");
    expect(await house.recordings.sweeps.leftovers()).toBe(1);
    expect(await filesOf(interviewId)).toEqual([]);
    expect(await filesOf(unknown.interviewId)).toHaveLength(4);
  });

  it("keeps no start and no other erasure waiting when one does not succeed", async () => {
    const [one, other] = [await stored(), await stored()];
    for (const { interviewId } of [one, other]) await house.stores.takes.erase(interviewId, later());
    const list = (prefix: string) => {
      if (!prefix.startsWith(one.interviewId)) return house.vault.list(prefix);
      throw new AppError("unavailable", "The store does not answer.");
    };
    const vault = { ...house.vault, list };
    await house.again({ vault }).start();
    expect([(await found(one.interviewId)).take.state, (await found(other.interviewId)).take.state]).toEqual([
      "erasing",
      "erased",
    ]);
    await house.again().sweeps.recover(later());
    expect(await filesOf(one.interviewId)).toEqual([]);
  });
});

describe("taking one's part out of a take", () => {
  it("removes the sound, the picture and the words of who withdraws, and of nobody else", async () => {
    const { interviewId, guest, owner, mine, notes } = await stored();
    await house.recordings.erasing.withdraw(interviewId, { personId: guest, purpose: "record" });
    await house.recordings.finish(interviewId);
    const { take, tracks } = await found(interviewId);
    expect(take.state).toBe("stored");
    expect(tracks.filter((it) => it.object !== null).map((it) => it.id).sort()).toEqual([mine, notes].sort());
    expect(await filesOf(interviewId)).toHaveLength(2);
    const manifest = (await house.recordings.playback.look(interviewId))?.manifest;
    expect(manifest?.tracks.map((it) => it.trackId)).toEqual([mine]);
    const object = tracks.find((it) => it.id === notes)?.object ?? "";
    const key = { interviewId, dataKey: await house.stores.keys.open(interviewId) };
    for await (const bytes of house.vault.read(object, { key })) {
      expect(Buffer.from(bytes).toString()).toContain(owner);
      expect(Buffer.from(bytes).toString()).not.toContain(guest);
    }
    expect(await audited(interviewId)).toMatchObject([{
      action: "take.consent-withdrawn",
      actorId: guest,
      details: { tracks: 2 },
    }]);
  });

  it("begins with a list of where one is heard, which ends with it", async () => {
    const { interviewId, guest, owner } = await stored();
    const { playback, erasing } = house.recordings;
    const parts = async (id: string) => (await playback.heard(id)).map((it) => [it.take.interviewId, it.tracks.length]);
    expect(await parts(guest)).toEqual([[interviewId, 2]]);
    expect(await parts(owner)).toEqual([]);
    await erasing.withdraw(interviewId, { personId: guest, purpose: "record_camera" });
    expect(await parts(guest)).toEqual([[interviewId, 1]]);
    await erasing.withdraw(interviewId, { personId: guest, purpose: "record" });
    expect(await parts(guest)).toEqual([]);
  });

  it("removes the camera alone of who no longer wants to be seen", async () => {
    const { interviewId, guest, mine, theirs, notes } = await stored();
    await house.recordings.erasing.withdraw(interviewId, { personId: guest, purpose: "record_camera" });
    await house.recordings.finish(interviewId);
    const { tracks } = await found(interviewId);
    expect(tracks.filter((it) => it.object !== null).map((it) => it.id).sort()).toEqual([mine, theirs, notes].sort());
  });

  it("follows a change of mind while it is recorded", async () => {
    const { interviewId, sessionId, guests: [guest = ""], owner, track } = await house.take({ status: "IN_PROGRESS" });
    await track(owner, "voice", voice("mine"));
    const theirs = await track(guest, "voice", voice("theirs"));
    house.closed.length = 0;
    await house.stores.liveRooms.consent(sessionId, guest, [], later());
    await house.recordings.erasing.consented(sessionId, guest);
    expect(house.closed).toEqual([theirs]);
    expect((await filesOf(interviewId)).some((it) => it.includes(theirs))).toBe(false);
    expect((await found(interviewId)).take.state).toBe("recording");
    await end(interviewId);
    expect((await found(interviewId)).tracks.find((it) => it.id === theirs)?.object).toBeNull();
  });

  it("follows who only wrote and takes it back when the take is stored already, once", async () => {
    const { interviewId, sessionId, owner, guests: [guest = ""], track } = await house.take();
    await track(owner, "voice", voice("mine"));
    const words = [owner, guest].map((personId) => ({
      kind: "note" as const,
      atUs: 1,
      note: { kind: "chat", personId, text: `written by ${personId}` },
    }));
    const notes = await track(null, "notes", words);
    await end(interviewId);
    const quoted = async (): Promise<string> => {
      const object = (await found(interviewId)).tracks.find((it) => it.id === notes)?.object ?? "";
      const key = { interviewId, dataKey: await house.stores.keys.open(interviewId) };
      const parts: Uint8Array[] = [];
      for await (const bytes of house.vault.read(object, { key })) parts.push(bytes);
      return Buffer.concat(parts).toString();
    };
    await house.recordings.erasing.consented(sessionId, guest);
    expect((await found(interviewId)).take.rendering).toBe(1);
    expect(await quoted()).toContain(guest);
    await house.stores.takes.withdraw(interviewId, { personId: guest, purpose: "record" }, later());
    for (const _ of ["once", "again"]) {
      await house.recordings.erasing.consented(sessionId, guest);
      await house.recordings.finish(interviewId);
    }
    expect((await found(interviewId)).take).toMatchObject({ state: "stored", rendering: 2 });
    expect(await quoted()).toContain(owner);
    expect(await quoted()).not.toContain(guest);
  });

  it("deletes one track of one's own, and nobody else's", async () => {
    const { interviewId, owner, mine, theirs } = await stored();
    const no = house.recordings.erasing.deleteTrack(interviewId, { personId: owner, trackId: theirs });
    await expect(no).rejects.toMatchObject({ code: "not-found" });
    await house.recordings.erasing.deleteTrack(interviewId, { personId: owner, trackId: mine });
    await house.recordings.finish(interviewId);
    expect((await filesOf(interviewId)).some((it) => it.includes(mine))).toBe(false);
    expect((await audited(interviewId)).map((it) => it.action)).toEqual(["take.track-deleted"]);
  });

  it("refuses who agreed to nothing of it", async () => {
    const { interviewId } = await stored();
    const other = await stored();
    const no = house.recordings.erasing.withdraw(interviewId, { personId: other.guest, purpose: "record" });
    await expect(no).rejects.toMatchObject({ code: "not-found" });
  });

  it("happens to everything of somebody whose account goes", async () => {
    const own = await stored();
    const { interviewId, guest, owner } = await stored();
    await house.recordings.erasing.leave(own.owner);
    await house.recordings.erasing.leave(guest);
    await house.recordings.finish(interviewId);
    expect(await filesOf(own.interviewId)).toEqual([]);
    expect(await filesOf(interviewId)).toHaveLength(2);
    expect((await found(interviewId)).tracks.filter((it) => it.object !== null).map((it) => it.personId)).toEqual(
      expect.arrayContaining([owner, null]),
    );
  });

  it("happens to all originals once their time is over", async () => {
    const { interviewId, owner, mine } = await stored();
    const { secret } = await house.recordings.playback.link({ interviewId, trackId: mine, personId: owner });
    expect(await textOf(interviewId, secret, owner)).toBe("minemine");
    expect(await house.recordings.sweeps.expire({ now: inDays(90), mostDays: 90 })).toBeGreaterThan(0);
    expect(await filesOf(interviewId)).toEqual([]);
    expect((await found(interviewId)).take.state).toBe("expired");
    await expect(house.recordings.playback.open(secret, owner)).rejects.toMatchObject({ code: "closed" });
    expect(await audited(interviewId)).toMatchObject([{
      action: "take.expired",
      details: { objects: 4, keptDays: 90 },
    }]);
  });

  it("happens sooner to whom wants it so, with the next sweep, and a longer wish brings nothing back", async () => {
    const [mine, other] = [await stored(), await stored()];
    const sweep = () => house.recordings.sweeps.expire({ now: inDays(8), mostDays: 90 });
    await sweep();
    expect(await filesOf(mine.interviewId)).not.toEqual([]);
    await house.stores.keepings.keep({ personId: mine.owner }, 7);
    expect(await sweep()).toBe(1);
    expect(await filesOf(mine.interviewId)).toEqual([]);
    expect(await filesOf(other.interviewId)).not.toEqual([]);
    await house.stores.keepings.keep({ personId: mine.owner }, null);
    await house.recordings.finish(mine.interviewId);
    const { fallback, playback } = house.recordings;
    const begun = fallback.begin({ interviewId: mine.interviewId, personId: mine.owner }, 0);
    await expect(begun).rejects.toMatchObject({ code: "closed" });
    const link = playback.link({ interviewId: mine.interviewId, trackId: mine.mine, personId: mine.owner });
    await expect(link).rejects.toBeInstanceOf(AppError);
    expect((await found(mine.interviewId)).take.state).toBe("expired");
    expect(await audited(mine.interviewId)).toMatchObject([{ action: "take.expired", details: { keptDays: 7 } }]);
  });

  it("is written down also when the store answered only later, or a crash came between", async () => {
    const { interviewId } = await stored();
    await house.stores.takes.expire(interviewId, { now: inDays(90), mostDays: 90 });
    expect(await filesOf(interviewId)).not.toEqual([]);
    expect(await audited(interviewId)).toEqual([]);
    await house.again().sweeps.recover(later());
    expect(await filesOf(interviewId)).toEqual([]);
    expect(await audited(interviewId)).toMatchObject([{ action: "take.expired", details: { objects: 4 } }]);
  });
});

describe("a link to a track", () => {
  it("opens for its owner alone, for a while, and never for somebody else's voice", async () => {
    const { interviewId, owner, guest, mine, theirs } = await stored();
    const { playback } = house.recordings;
    const theirVoice = playback.link({ interviewId, trackId: theirs, personId: owner });
    await expect(theirVoice).rejects.toMatchObject({ code: "not-found" });
    const { secret, expiresAt } = await playback.link({ interviewId, trackId: mine, personId: owner });
    await expect(playback.open(secret, guest)).rejects.toMatchObject({ code: "not-found" });
    await expect(playback.open(secret, null)).rejects.toMatchObject({ code: "not-found" });
    const bent = `${secret.slice(0, 40)}${secret[40] === "A" ? "B" : "A"}${secret.slice(41)}`;
    await expect(playback.open(bent, owner)).rejects.toMatchObject({ code: "not-found" });
    house.clock.pass(expiresAt.getTime() - house.clock.now() - 1);
    expect(await textOf(interviewId, secret, owner)).toBe("minemine");
    house.clock.pass(1);
    await expect(playback.open(secret, owner)).rejects.toMatchObject({ code: "closed" });
  });
});
