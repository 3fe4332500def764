import { AppError, found } from "../../kit/errors.ts";
import type { FallbackRow, Fallbacks } from "../../ports/takes.ts";
import type { Db, Tx } from "./db.ts";

/** How many of one interview a browser may begin. Higher lets a broken page fill the disk. */
const most = 20;

/** What browsers recorded by themselves, in Postgres. */
export function pgFallbacks(db: Db): Fallbacks {
  const rows = (name: string, sql: string, ...params: unknown[]): Promise<FallbackRow[]> =>
    db.query<FallbackRow>(`fallbacks.${name}`, sql, params);
  const happened = async (name: string, sql: string, ...params: unknown[]): Promise<boolean> =>
    (await rows(name, sql, ...params)).length > 0;
  return {
    begin: (fallback, at) => db.tx((tx) => begin(tx, fallback, at)),
    find: async (interviewId, trackId) => (await rows("find", findSql, interviewId, trackId))[0] ?? null,
    grew: (trackId, { from, bytes }, at) => happened("grew", grewSql, trackId, from, bytes, at),
    complete: (trackId, at) => happened("complete", completeSql, trackId, at),
    refuse: async (trackId) => void await rows("refuse", refuseSql, trackId),
    of: (interviewId) => rows("of", ofSql, interviewId),
    stale: (since) => rows("stale", staleSql, since),
  };
}

type Wish = Parameters<Fallbacks["begin"]>[0];
type At = Parameters<Fallbacks["begin"]>[1];

async function begin(tx: Tx, { trackId, interviewId, personId }: Wish, at: At): Promise<FallbackRow> {
  await mayRecord(tx, interviewId, personId);
  await tx.$executeRawUnsafe(openSql, interviewId, at.node, at.startedAt, at.now);
  const take = found(await tx.take.findUnique({ where: { interviewId } }), "interview");
  if (take.state === "expired" || take.state === "erasing" || take.state === "erased") {
    throw new AppError("closed", "The recording of this interview is gone, so nothing is added to it.");
  }
  if (await tx.track.count({ where: { interviewId, kind: "fallback" } }) >= most) {
    throw new AppError("too-many", `An interview takes at most ${most} recordings from a browser.`);
  }
  const startedMs = Math.max(0, at.startedAt.getTime() - take.openedAt.getTime());
  await tx.track.create({ data: { id: trackId, interviewId, personId, kind: "fallback" } });
  await tx.fallback.create({ data: { trackId, startedMs, heardAt: at.now } });
  return { trackId, interviewId, personId, state: "receiving", startedMs, received: 0 };
}

/** Holds back whoever else begins one or changes the consent; throws when the person did not agree. */
async function mayRecord(tx: Tx, interviewId: string, personId: string): Promise<void> {
  const [row] = await tx.$queryRawUnsafe<{ agreed: boolean }[]>(agreedSql, interviewId, personId);
  if (found(row, "interview").agreed) return;
  throw new AppError("forbidden", "You did not agree to being recorded in this interview, so nothing was kept.");
}

/** Outside of a session nobody is asked: who sends their own voice says so by that. */
const agreedSql =
  `SELECT i.session_id IS NULL AND NOT EXISTS (SELECT 1 FROM consents WHERE interview_id = i.id) OR EXISTS (
      SELECT 1 FROM consents c WHERE c.interview_id = i.id AND c.person_id = $2::uuid AND c.purpose = 'record'
        AND c.withdrawn_at IS NULL
    ) AS agreed
  FROM interviews i WHERE i.id = $1::uuid FOR UPDATE OF i`;
const openSql = `INSERT INTO takes (interview_id, node, opened_at, heard_at)
  VALUES ($1::uuid, $2, $3::timestamptz, $4::timestamptz) ON CONFLICT (interview_id) DO NOTHING`;

const columns = `f.track_id AS "trackId", k.interview_id AS "interviewId", k.person_id AS "personId", f.state,
  f.started_ms AS "startedMs", f.received`;
const tables = `fallbacks f JOIN tracks k ON k.id = f.track_id AND k.deleted_at IS NULL`;
const findSql = `SELECT ${columns} FROM ${tables} WHERE k.interview_id = $1 AND f.track_id = $2`;
const ofSql = `SELECT ${columns} FROM ${tables} WHERE k.interview_id = $1 AND f.state = 'received' ORDER BY f.track_id`;
const staleSql = `SELECT ${columns} FROM ${tables} WHERE f.state = 'receiving' AND f.heard_at < $1 LIMIT 100`;
const grewSql = `UPDATE fallbacks SET received = received + $3, heard_at = $4
  WHERE track_id = $1 AND state = 'receiving' AND received = $2
    AND EXISTS (SELECT 1 FROM tracks WHERE id = $1 AND deleted_at IS NULL)
  RETURNING track_id`;

/** A take that nobody records, because its interview is over, is finished now. */
const completeSql = `
  WITH f AS (
    UPDATE fallbacks SET state = 'received', heard_at = $2 WHERE track_id = $1 AND state = 'receiving' RETURNING track_id
  ), t AS (
    UPDATE takes t SET rendering = t.rendering + 1, reason = NULL, version = t.version + 1,
      state = CASE WHEN t.state IN ('stored', 'broken') OR t.state = 'recording' AND i.ended_at IS NOT NULL
        THEN 'finishing' ELSE t.state END,
      ended_at = CASE WHEN t.state = 'recording' AND i.ended_at IS NOT NULL
        THEN greatest(i.ended_at, t.opened_at) ELSE t.ended_at END
    FROM f JOIN tracks k ON k.id = f.track_id JOIN interviews i ON i.id = k.interview_id
    WHERE t.interview_id = i.id AND t.state IN ('recording', 'finishing', 'stored', 'broken')
  )
  SELECT track_id AS "trackId" FROM f`;
const refuseSql = `
  WITH f AS (UPDATE fallbacks SET state = 'refused' WHERE track_id = $1 RETURNING track_id)
  UPDATE tracks SET deleted_at = coalesce(deleted_at, (SELECT heard_at FROM fallbacks WHERE track_id = $1))
  FROM f WHERE tracks.id = f.track_id`;
