import { mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../../server/kit/errors.ts";
import type { Segment, Segments } from "../../../server/ports/segments.ts";
import type { LogRecord } from "../../../server/recorder/log/records.ts";
import { browserRecording } from "../../kit/browser-recording.ts";
import { openRecordingsHouse, packet, type RecordingsHouse } from "../../kit/recordings.ts";
import { addPerson } from "../../kit/rows.ts";

let house: RecordingsHouse;
beforeAll(async () => void (house = await openRecordingsHouse()));
afterAll(() => house?.close());

const voice = (words: string): LogRecord[] => [packet(40, words), packet(60, words)];
const later = (): Date => new Date(house.clock.now() + 60_000);
const said = (personId: string): LogRecord => ({
  kind: "note",
  atUs: 1,
  note: { kind: "chat", personId, text: `words of ${personId}` },
});
const found = async (interviewId: string) => {
  const whole = await house.stores.takes.find(interviewId);
  if (!whole) throw new Error("no such take");
  return whole;
};
const trackOf = async (interviewId: string, id: string) => (await found(interviewId)).tracks.find((it) => it.id === id);
const textOf = async (interviewId: string, trackId: string): Promise<string> => {
  const object = (await trackOf(interviewId, trackId))?.object ?? "";
  const key = { interviewId, dataKey: await house.stores.keys.open(interviewId) };
  const parts: Uint8Array[] = [];
  for await (const part of house.vault.read(object, { key })) parts.push(part);
  return Buffer.concat(parts).toString();
};
const objectsOf = async (interviewId: string): Promise<string[]> => {
  const names: string[] = [];
  for await (const { name } of house.vault.list(`${interviewId}/`)) names.push(name);
  return names;
};
const finished = async (interviewId: string): Promise<void> => {
  await house.stores.takes.end(interviewId, later());
  await house.recordings.finish(interviewId);
};
/** Nobody has told of a take for longer than a machine may be silent. */
const lostMs = 6 * 60_000;
/** One piece of a running log, where it was sent to. */
const heldSegments = (segment: Segment, bytes: Uint8Array): Segments => ({
  send: () => Promise.resolve(),
  async *list() {
    yield segment;
  },
  async *takes() {
    yield segment.takeId;
  },
  read: () => Promise.resolve(bytes),
  delete: () => Promise.resolve(),
});
/** A door that is shut until it is opened. */
const door = () => {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => open = resolve);
  return { open, opened };
};

describe("deleting while files are made", () => {
  it("deletes nothing that is made meanwhile", async () => {
    const { interviewId, owner, guests: [guest = ""], track } = await house.take();
    const [mine, theirs] = [await track(owner, "voice", voice("mine")), await track(guest, "voice", voice("theirs"))];
    const camera = await track(owner, "camera", voice("picture"));
    await house.stores.takes.end(interviewId, later());
    const { open, opened } = door();
    let lists = 0;
    async function* slowList(prefix: string) {
      if (lists++ === 0) await opened;
      yield* house.vault.list(prefix);
    }
    const { erasing, finish } = house.again({ vault: { ...house.vault, list: slowList } });
    const deleting = erasing.deleteTrack(interviewId, { personId: owner, trackId: camera });
    while (lists === 0) await new Promise((resolve) => setImmediate(resolve));
    await finish(interviewId);
    expect((await found(interviewId)).take.state).toBe("stored");
    open();
    await deleting;
    house.again();
    expect([await textOf(interviewId, mine), await textOf(interviewId, theirs)]).toEqual(["minemine", "theirstheirs"]);
    expect((await objectsOf(interviewId)).some((it) => it.includes(camera))).toBe(false);
  });

  it("leaves nothing of a browser's piece that was on its way", async () => {
    const { interviewId, owner } = await house.take();
    const file = await browserRecording(20);
    const [come, go] = [door(), door()];
    const put: typeof house.vault.put = async (...piece) => {
      come.open();
      await go.opened;
      return await house.vault.put(...piece);
    };
    const { fallback, erasing } = house.again({ vault: { ...house.vault, put } });
    const { trackId } = await fallback.begin({ interviewId, personId: owner }, 0);
    const adding = fallback.add({ interviewId, trackId }, { offset: 0, bytes: file, last: false });
    adding.catch(() => undefined);
    await come.opened;
    await erasing.deleteTrack(interviewId, { personId: owner, trackId });
    go.open();
    await expect(adding).rejects.toMatchObject({ code: "not-found" });
    house.again();
    expect(await objectsOf(interviewId)).toEqual([]);
  });

  it("keeps few pieces of a browser in memory at a time", async () => {
    const { interviewId, owner } = await house.take();
    const { trackId } = await house.recordings.fallback.begin({ interviewId, personId: owner }, 0);
    const bytes = await browserRecording(20);
    const tries = await Promise.allSettled(
      Array.from(
        { length: 9 },
        () => house.recordings.fallback.add({ interviewId, trackId }, { offset: 0, bytes, last: false }),
      ),
    );
    const codes = tries.map((it) => it.status === "rejected" ? (it.reason as { code: string }).code : "kept");
    expect(codes.filter((it) => it === "kept")).toHaveLength(1);
    expect(codes.filter((it) => it === "too-many")).toHaveLength(6);
  });
});

describe("a machine that does not hold the logs", () => {
  it("takes nobody's voice for silence", async () => {
    const { interviewId, owner, guests: [guest = ""], track } = await house.take();
    const mine = await track(owner, "voice", voice("mine"));
    const theirs = await track(guest, "voice", voice("theirs"));
    await house.stores.takes.end(interviewId, later());
    const other = house.again({ node: "another machine", logsFolder: join(house.folder, "other logs") });
    await other.finish(interviewId);
    await other.erasing.withdraw(interviewId, { personId: guest, purpose: "record" });
    await other.finish(interviewId);
    expect((await found(interviewId)).take.state).toBe("finishing");
    await house.again().sweeps.recover(later());
    await house.recordings.finish(interviewId);
    expect(await textOf(interviewId, mine)).toBe("minemine");
    expect((await trackOf(interviewId, theirs))?.object).toBeNull();
  });

  it("ends what a lost one recorded and nobody goes on with, and leaves its files to that one", async () => {
    const { interviewId, owner, track } = await house.take({ status: "IN_PROGRESS" });
    const mine = await track(owner, "voice", voice("mine"));
    const heardAt = new Date(house.clock.now());
    house.clock.pass(lostMs);
    const other = house.again({ node: "another machine", logsFolder: join(house.folder, "other logs") });
    await other.sweeps.recover(later());
    expect((await found(interviewId)).take).toMatchObject({ state: "finishing", node: "this machine" });
    const interview = await house.database.db.prisma.interview.findUniqueOrThrow({ where: { id: interviewId } });
    expect(interview).toMatchObject({ status: "COMPLETED", endedAs: "FAILED", endedAt: heardAt });
    await house.again().sweeps.recover(later());
    await house.recordings.finish(interviewId);
    expect(await textOf(interviewId, mine)).toBe("minemine");
  });

  it("finishes what a lost one sent away; of two that notice it at once only one does", async () => {
    const { interviewId, owner, track } = await house.take({ status: "IN_PROGRESS" });
    const mine = await track(owner, "voice", voice("mine"));
    const bytes = await readFile(join(house.folder, "logs", interviewId, `${mine}.log`));
    const segments = heldSegments({ takeId: interviewId, trackId: mine, from: 0, bytes: bytes.length }, bytes);
    house.clock.pass(lostMs);
    const nodes = ["one", "two"].map((node) => ({
      node,
      ...house.again({ node, segments, logsFolder: join(house.folder, node) }),
    }));
    const before = house.news.length;
    await Promise.all(nodes.map((it) => it.sweeps.recover(later())));
    const { node } = (await found(interviewId)).take;
    await nodes.find((it) => it.node === node)?.finish(interviewId);
    house.again();
    expect(await textOf(interviewId, mine)).toBe("minemine");
    expect(house.news.slice(before).filter((it) => it === "stored 100")).toHaveLength(1);
  });
});

describe("a machine that was away", () => {
  it("holds no longer what was deleted meanwhile, and all the rest", async () => {
    const logOf = (takeId: string, trackId: string) => join(house.folder, "logs", takeId, `${trackId}.log`);
    const [going, old] = [await house.take(), await house.take()];
    const mine = await going.track(going.owner, "voice", voice("mine"));
    const camera = await going.track(going.owner, "camera", voice("picture"));
    const voiceOfOld = await old.track(old.owner, "voice", voice("old"));
    await finished(old.interviewId);
    await house.stores.takes.expire(old.interviewId, { now: new Date(later().getTime() + 1), mostDays: 0 });
    await house.stores.takes.deleteTracks(
      going.interviewId,
      { personId: going.owner, trackIds: [camera] },
      later(),
    );
    await mkdir(join(house.folder, "logs", old.interviewId), { recursive: true });
    await writeFile(logOf(old.interviewId, voiceOfOld), "late");
    expect(await house.recordings.sweeps.leftovers()).toBe(2);
    const logs = [...(await house.files()).keys()].filter((it) => it.endsWith(".log"));
    expect(logs.filter((it) => it.includes(old.interviewId))).toEqual([]);
    expect(logs.filter((it) => it.includes(going.interviewId))).toEqual([
      join("logs", going.interviewId, `${mine}.log`),
    ]);
  });

  it("is not taken for lost while a take waits its turn", async () => {
    const { interviewId, owner, track } = await house.take();
    await track(owner, "voice", voice("mine"));
    await house.stores.takes.end(interviewId, later());
    const render = () => Promise.reject(new AppError("unavailable", "The store does not answer."));
    const { sweeps, finish } = house.again({ render });
    house.clock.pass(10 * 60_000);
    await sweeps.recover(later());
    await finish(interviewId);
    const silent = await house.stores.takes.silent("another machine", new Date(house.clock.now() - 60_000));
    expect(silent.map((it) => it.interviewId)).not.toContain(interviewId);
    await house.again().finish(interviewId);
    expect((await found(interviewId)).take.state).toBe("stored");
  });

  it("left a lock behind with its power, and what it wrote is finished all the same", async () => {
    const { interviewId, owner, track } = await house.take();
    const id = await track(owner, "voice", voice("mine"));
    const lock = join(house.folder, "logs", interviewId, `${id}.log.lock`);
    await writeFile(lock, JSON.stringify({ pid: 1, started: "1", space: "another boot", id: "1" }));
    await finished(interviewId);
    expect((await found(interviewId)).take.state).toBe("finishing");
    const before = new Date(Date.now() - 120_000);
    await utimes(lock, before, before);
    await house.recordings.finish(interviewId);
    expect(await textOf(interviewId, id)).toBe("minemine");
  });
});

describe("who takes it back", () => {
  it("is taken out although the session is gone with its grind", async () => {
    const { interviewId, sessionId, owner, guests: [guest = ""], track } = await house.take();
    const [mine, theirs] = [await track(owner, "voice", voice("mine")), await track(guest, "voice", voice("theirs"))];
    const notes = await track(null, "notes", [said(owner), said(guest)]);
    await finished(interviewId);
    await house.database.db.prisma.session.delete({ where: { id: sessionId } });
    await house.recordings.erasing.withdraw(interviewId, { personId: guest, purpose: "record" });
    await house.recordings.finish(interviewId);
    expect((await trackOf(interviewId, mine))?.object).not.toBeNull();
    expect((await trackOf(interviewId, theirs))?.object).toBeNull();
    expect(await textOf(interviewId, notes)).not.toContain(`words of ${guest}`);
  });

  it("is taken out with the account also when only something was written", async () => {
    const { interviewId, owner, guests: [guest = ""], track } = await house.take();
    await track(owner, "voice", voice("mine"));
    const notes = await track(null, "notes", [said(owner), said(guest)]);
    await finished(interviewId);
    expect(await textOf(interviewId, notes)).toContain(`words of ${guest}`);
    await house.recordings.erasing.leave(guest);
    await house.recordings.finish(interviewId);
    expect(await textOf(interviewId, notes)).not.toContain(`words of ${guest}`);
    expect(await textOf(interviewId, notes)).toContain(`words of ${owner}`);
    await house.recordings.erasing.leave(await addPerson(house.database.db));
  });
});
