import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ForgottenKeys } from "../../server/adapters/pg/forgotten-keys.ts";
import type { Transcript } from "../../server/ports/transcripts.ts";
import { freshDatabase } from "../kit/database.ts";
import { openRecordingsHouse, packet, type RecordingsHouse } from "../kit/recordings.ts";
import { addPerson } from "../kit/rows.ts";
import { filesWith } from "../kit/search-files.ts";
import { until } from "../kit/until.ts";

let house: RecordingsHouse;
let database: string;
beforeAll(async () => {
  house = await openRecordingsHouse({ database: await freshDatabase({ backend: "embedded" }) });
  const { rows } = await house.database.db.pool.query<{ data_directory: string }>("SHOW data_directory");
  database = rows[0]?.data_directory ?? "";
});
afterAll(() => house?.close());

const pattern = (): string => `planted-${randomBytes(16).toString("hex")}`;
const later = (): Date => new Date(house.clock.now() + 60_000);
/** What is in memory of the database is in its files afterwards, its write-ahead log among them. */
const search = async (...patterns: (string | Uint8Array)[]): Promise<string[]> => {
  await house.database.db.pool.query("CHECKPOINT");
  return await filesWith([database, house.folder], patterns.map((it) => Buffer.from(it)));
};
/** A recording with a pattern in the voice, the picture and the words of its owner and of a guest. */
const plant = async () => {
  const made = await house.take();
  const { owner, guests: [guest = ""], track } = made;
  const [mine, theirs] = [pattern(), pattern()];
  const tracks = {
    mine: await track(owner, "voice", [packet(20, mine), packet(40, mine)]),
    theirs: await track(guest, "voice", [packet(20, theirs), packet(40, theirs)]),
    picture: await track(guest, "camera", [packet(20, theirs)]),
  };
  const words = [[owner, mine], [guest, theirs]].map(([personId, text], at) => ({
    kind: "note" as const,
    atUs: at,
    note: { kind: "caption", personId, text },
  }));
  await track(null, "notes", words);
  await house.stores.transcripts.keep(made.interviewId, said({ owner, mine, guest, theirs }), {
    now: new Date(house.clock.now()),
    last: true,
  });
  return { ...made, guest, mine, theirs, tracks };
};
type Said = { owner: string; mine: string; guest: string; theirs: string };
const said = ({ owner, mine, guest, theirs }: Said): Transcript => ({
  entries: [[owner, mine] as const, [guest, theirs] as const].map(([personId, text]) => ({
    ...{ by: "candidate" as const, personId, name: "Nova", text, startMs: 0, endMs: 1, exact: false },
  })),
  questions: [{ index: 0, ask: mine, startMs: 0, endMs: null }],
  observations: [{ item: mine, quote: mine, note: mine, atMs: 0 }],
  talk: { candidateMs: 0, interviewerMs: 0, thinkingMs: 0 },
});
const sealedWords = async (interviewId: string): Promise<Buffer[]> => {
  const row = await house.database.db.prisma.transcript.findUnique({ where: { interviewId } });
  return row ? [Buffer.from(row.wordsSealed).subarray(-64, -24)] : [];
};
const textOf = async (interviewId: string): Promise<string> =>
  JSON.stringify(await house.stores.transcripts.find(interviewId));
const finish = async (interviewId: string): Promise<void> => {
  await house.stores.takes.end(interviewId, later());
  await house.recordings.finish(interviewId);
};
/** Pieces of what is stored of a recording as it is stored, to look for them when it should be gone. */
const sealedPieces = async (part: string): Promise<Buffer[]> =>
  [...await house.files()].filter(([path]) => path.includes(part)).map(([, bytes]) => bytes.subarray(-64, -24));

describe("a search through disk, database and write-ahead log", () => {
  it("finds what is written in the clear", async () => {
    const name = pattern();
    await addPerson(house.database.db, name);
    const hits = await search(name);
    expect(hits.some((it) => it.includes("pg_wal"))).toBe(true);
    expect(hits.some((it) => it.includes("base"))).toBe(true);
  });

  it("finds no word and no sound of a recording, neither while it runs nor when it is stored", async () => {
    const { interviewId, mine, theirs } = await plant();
    expect(await search(mine, theirs)).toEqual([]);
    await finish(interviewId);
    expect(await search(mine, theirs)).toEqual([]);
    expect(await search(...await sealedWords(interviewId))).not.toEqual([]);
  });

  it("finds nothing of a recording that was erased, not even sealed", async () => {
    const { interviewId, owner, mine, theirs } = await plant();
    const logs = await sealedPieces(interviewId);
    await finish(interviewId);
    const objects = await sealedPieces(interviewId);
    expect(await search(...objects)).toHaveLength(objects.length);
    await house.recordings.erasing.erase(interviewId, owner);
    expect(await search(mine, theirs, ...logs, ...objects)).toEqual([]);
    expect([await sealedWords(interviewId), await textOf(interviewId)]).toEqual([[], "null"]);
  });

  it("finds nothing of one that was erased while it ran", async () => {
    const { interviewId, owner, mine, theirs } = await plant();
    const logs = await sealedPieces(interviewId);
    expect(logs).toHaveLength(4);
    await house.recordings.erasing.erase(interviewId, owner);
    expect(await search(mine, theirs, ...logs)).toEqual([]);
  });

  it("finds nothing of who withdrew, and all that others said", async () => {
    const { interviewId, guest, mine, theirs, tracks } = await plant();
    await finish(interviewId);
    const gone = [...await sealedPieces(tracks.theirs), ...await sealedPieces(tracks.picture)];
    const kept = await sealedPieces(tracks.mine);
    await house.recordings.erasing.withdraw(interviewId, { personId: guest, purpose: "record" });
    await house.stores.transcripts.enforce(interviewId);
    await house.recordings.finish(interviewId);
    expect(await search(theirs, ...gone)).toEqual([]);
    expect(await search(...kept)).toHaveLength(1);
    expect(await textOf(interviewId)).toContain(mine);
    expect(await textOf(interviewId)).not.toContain(theirs);
    // And who has the key reads nothing of theirs either.
    const key = { interviewId, dataKey: await house.stores.keys.open(interviewId) };
    for await (const { name } of house.vault.list(`${interviewId}/`)) {
      const parts: Uint8Array[] = [];
      for await (const part of house.vault.read(name, { key })) parts.push(part);
      expect(Buffer.concat(parts).includes(theirs), name).toBe(false);
      expect(Buffer.concat(parts).includes(mine), name).toBe(true);
    }
  });

  it("finds not even the wrapped key of one that was erased, in an embedded database", async () => {
    const [erased, kept] = [await plant(), await plant()];
    const wrapped = await Promise.all([erased, kept].map(async ({ interviewId }) => {
      const { wrapped } = await house.database.db.prisma.key.findUniqueOrThrow({ where: { interviewId } });
      return Buffer.from(wrapped);
    }));
    const [gone = Buffer.alloc(0), there = Buffer.alloc(0)] = wrapped;
    const forgotten = new ForgottenKeys(house.database.db.pool);
    await house.recordings.erasing.erase(erased.interviewId, erased.owner);
    expect(await search(gone)).not.toEqual([]);
    expect(await forgotten.sweep()).toBe(1);
    expect(await search(gone)).toEqual([]);
    expect(await search(there)).not.toEqual([]);
    expect(await house.stores.keys.open(kept.interviewId)).toHaveLength(32);
    // Sessions tell of what they deleted some seconds later.
    await until(async () => await forgotten.sweep() === 0);
  });
});
