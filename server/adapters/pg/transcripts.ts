import { AppError } from "../../kit/errors.ts";
import { sealWords, unsealWords } from "../../kit/sealed-words.ts";
import type { Keys } from "../../ports/keys.ts";
import type { KeptTranscript, Transcript, Transcripts } from "../../ports/transcripts.ts";
import type { Db, Tx } from "./db.ts";
import { heardIn, type Quotable, wordsOf } from "./transcript-words.ts";

/** Words of interviews in Postgres. */
export function pgTranscripts(db: Db, keys: Keys): Transcripts {
  const kit: Kit = { db, keys };
  const enforce = (interviewId: string): Promise<number> =>
    rewrite(kit, interviewId, async (tx, transcript) => wordsOf(transcript, await agreedIn(tx, interviewId)));
  return {
    keep: (interviewId, transcript, { now, last }) =>
      write(kit, interviewId, async (tx, seal) => {
        const words = seal(wordsOf(transcript, await agreedIn(tx, interviewId)));
        const rows = await tx.$queryRawUnsafe<unknown[]>(
          `${keepSql} WHERE NOT t.complete RETURNING 1`,
          ...words,
          last,
          now,
        );
        return rows.length > 0;
      }),
    complete: (interviewId, transcript, { now, at, as, last }) =>
      write(kit, interviewId, async (tx, seal) => {
        if (await tx.$executeRawUnsafe(completeSql, interviewId, as, at) === 0) return false;
        const words = seal(wordsOf(transcript, await agreedIn(tx, interviewId)));
        await tx.$executeRawUnsafe(keepSql, ...words, last, now);
        return true;
      }),
    async find(interviewId) {
      const [row] = await db.query<Row>("transcripts.find", findSql, [interviewId]);
      const dataKey = row && await keyOf(keys, interviewId);
      return row && dataKey ? { ...read(dataKey, interviewId, row), ...rest(row) } : null;
    },
    enforce,
    enforceIn: (sessionId) => each(kit, { name: "in-session", sql: inSessionSql, of: sessionId }, enforce),
    forget(personId) {
      const others = { may: (it: string) => it !== personId, candidate: true };
      const without = (_: Tx, transcript: Transcript) => Promise.resolve(wordsOf(transcript, others));
      return each(kit, { name: "heard", sql: heardSql, of: personId }, (id) => rewrite(kit, id, without));
    },
  };
}

type Kit = { readonly db: Db; readonly keys: Keys };
type Row = { wordsSealed: Uint8Array; complete: boolean; updatedAt: Date };
/** The columns of a row, in the order of the statement. */
type Sealed = readonly [id: string, words: Uint8Array, heard: readonly string[], entries: number];
type Seal = (transcript: Transcript) => Sealed;

const rest = ({ complete, updatedAt }: Row): Pick<KeptTranscript, "complete" | "updatedAt"> => ({
  complete,
  updatedAt,
});
const place = (id: string) => ({ table: "transcripts", column: "words_sealed", id });

function read(dataKey: Uint8Array, interviewId: string, { wordsSealed }: Pick<Row, "wordsSealed">): Transcript {
  return JSON.parse(unsealWords(dataKey, place(interviewId), wordsSealed)) as Transcript;
}

/** null: nothing that it opens can be read any more. */
async function keyOf(keys: Keys, interviewId: string): Promise<Uint8Array | null> {
  return await keys.open(interviewId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "closed") return null;
    throw error;
  });
}

/** Who writes words, takes consents back or destroys the key of one interview does so one after the other. */
async function write(
  { db, keys }: Kit,
  interviewId: string,
  work: (tx: Tx, seal: Seal) => Promise<boolean>,
): Promise<boolean> {
  const dataKey = await keyOf(keys, interviewId);
  if (!dataKey) return false;
  const seal: Seal = (it) => {
    const words = sealWords(dataKey, place(interviewId), JSON.stringify(it));
    return [interviewId, words, heardIn(it), it.entries.length];
  };
  return await db.tx(async (tx) => await locked(tx, interviewId) && await work(tx, seal));
}

async function rewrite(
  kit: Kit,
  interviewId: string,
  change: (tx: Tx, transcript: Transcript) => Promise<Transcript>,
): Promise<number> {
  const dataKey = await keyOf(kit.keys, interviewId);
  let gone = 0;
  await write(kit, interviewId, async (tx, seal) => {
    const [row] = await tx.$queryRawUnsafe<Row[]>(findSql, interviewId);
    if (!row || !dataKey) return false;
    const before = read(dataKey, interviewId, row);
    const after = await change(tx, before);
    gone = before.entries.length - after.entries.length;
    if (JSON.stringify(after) === JSON.stringify(before)) return false;
    await tx.$executeRawUnsafe(keepSql, ...seal(after), row.complete, row.updatedAt);
    return true;
  });
  return gone;
}

type Which = { readonly name: string; readonly sql: string; readonly of: string };

async function each({ db }: Kit, { name, sql, of }: Which, work: (id: string) => Promise<number>): Promise<number> {
  let gone = 0;
  for (const { id } of await db.query<{ id: string }>(`transcripts.${name}`, sql, [of])) gone += await work(id);
  return gone;
}

async function locked(tx: Tx, interviewId: string): Promise<boolean> {
  return (await tx.$queryRawUnsafe<unknown[]>(lockSql, interviewId)).length > 0;
}

/** Who agrees to being recorded is quoted. In no session nobody was asked. */
async function agreedIn(tx: Tx, interviewId: string): Promise<Quotable> {
  type Agreed = { asked: boolean; ownerId: string; people: string[] };
  const [row] = await tx.$queryRawUnsafe<Agreed[]>(agreedSql, interviewId);
  if (!row?.asked) return null;
  const people = new Set(row.people);
  return { may: (it) => people.has(it), candidate: people.has(row.ownerId) };
}

const lockSql = `SELECT 1 FROM interviews i JOIN keys k ON k.interview_id = i.id WHERE i.id = $1::uuid
  FOR NO KEY UPDATE OF i FOR KEY SHARE OF k`;
const agreedSql =
  `SELECT i.session_id IS NOT NULL OR EXISTS (SELECT 1 FROM consents WHERE interview_id = i.id) AS asked,
    i.owner_id AS "ownerId",
    ARRAY(SELECT person_id::text FROM consents
      WHERE interview_id = i.id AND purpose = 'record' AND withdrawn_at IS NULL) AS people
  FROM interviews i WHERE i.id = $1::uuid`;
const keepSql = `INSERT INTO transcripts AS t (interview_id, words_sealed, heard, entries, complete, updated_at)
  VALUES ($1::uuid, $2::bytea, $3::uuid[], $4::int, $5::boolean, $6::timestamptz)
  ON CONFLICT (interview_id) DO UPDATE SET words_sealed = excluded.words_sealed, heard = excluded.heard,
    entries = excluded.entries, complete = excluded.complete, updated_at = excluded.updated_at`;
const completeSql = `UPDATE interviews SET status = 'COMPLETED', ended_as = $2::text, version = version + 1,
    ended_at = greatest($3::timestamptz, started_at)
  WHERE id = $1::uuid AND status = 'IN_PROGRESS'`;
const findSql = `SELECT words_sealed AS "wordsSealed", complete, updated_at AS "updatedAt"
  FROM transcripts WHERE interview_id = $1::uuid`;
const inSessionSql = `SELECT t.interview_id AS id FROM transcripts t JOIN interviews i ON i.id = t.interview_id
  WHERE i.session_id = $1::uuid`;
const heardSql = `SELECT t.interview_id AS id FROM transcripts t JOIN interviews i ON i.id = t.interview_id
  WHERE t.heard @> ARRAY[$1::uuid] AND i.owner_id <> $1::uuid`;
