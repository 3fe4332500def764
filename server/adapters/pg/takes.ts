import { AppError, found } from "../../kit/errors.ts";
import type { TakeRow, Takes, TrackRow, Unfinished } from "../../ports/takes.ts";
import type { Db } from "./db.ts";
import { takeEndings } from "./take-endings.ts";
import { liveColumn, takeColumns, toTake, toTrack, trackColumns } from "./take-rows.ts";

/** Takes in Postgres. */
export function pgTakes(db: Db): Takes {
  const happened = async (name: string, sql: string, ...params: unknown[]): Promise<boolean> =>
    (await db.query(`takes.${name}`, sql, params)).length > 0;
  const write = async (name: string, sql: string, ...params: unknown[]): Promise<void> =>
    void await db.query(`takes.${name}`, sql, params);
  return {
    ...takeEndings(db),
    open: (take) => open(db, take),
    async track({ id, interviewId, personId, kind }) {
      const [row] = await db.query<TrackRow>("takes.track", trackSql, [id, interviewId, personId, kind]);
      if (row) return toTrack(row);
      throw new AppError("closed", "This interview is not recorded any more.");
    },
    find: (interviewId) => find(db, interviewId),
    async durable(interviewId, durableMs, at) {
      const rows = await db.query<{ id: string | null }>("takes.durable", durableSql, [interviewId, durableMs, at]);
      return rows.length === 0 ? null : rows.flatMap(({ id }) => id ?? []);
    },
    endEarly: (trackId, reason) => write("end-early", endEarlySql, trackId, reason),
    end: (interviewId, at) => happened("end", endSql, interviewId, at),
    progress: (interviewId, percent, at) => write("progress", progressSql, interviewId, percent, at),
    waits: (interviewId, reason) => write("waits", waitsSql, interviewId, reason),
    trackFinished: ({ id, object, mediaType, bytes, firstMs, lastMs, gapsMs, factsSealed, ...ended }) =>
      happened(
        "track-finished",
        finishedSql,
        ...[id, object, mediaType, bytes, firstMs, lastMs, gapsMs, factsSealed],
        ...["endedEarly" in ended, ended.endedEarly ?? null],
      ),
    stored: (interviewId, { rendering, manifestSealed }) =>
      happened("stored", storedSql, interviewId, rendering, manifestSealed),
    broken: (interviewId, reason) => write("broken", brokenSql, interviewId, reason),
    retry: (interviewId) => happened("retry", retrySql, interviewId),
    missing: async (node) => (await db.query<{ id: string }>("takes.missing", missingSql, [node])).map(({ id }) => id),
    unread: async (node, reasons) =>
      (await db.query<{ id: string }>("takes.unread", unreadSql, [node, reasons])).map(({ id }) => id),
    unfinished: async (node) => (await db.query<Unfinished>("takes.unfinished", unfinishedSql, [node])).map(toTake),
    silent: async (node, since) => (await db.query<Unfinished>("takes.silent", silentSql, [node, since])).map(toTake),
    abandoned: (since) => db.query<{ interviewId: string; heardAt: Date }>("takes.abandoned", abandonedSql, [since]),
    adopt: (interviewId, { from, to }, at) => happened("adopt", adoptSql, interviewId, from, to, at),
  };
}

async function open(
  db: Db,
  { interviewId, node, openedAt }: Pick<TakeRow, "interviewId" | "node" | "openedAt">,
): Promise<TakeRow> {
  const [row] = await db.query<TakeRow>("takes.open", openSql, [interviewId, node, openedAt]);
  if (row) return toTake(row);
  found(await find(db, interviewId), "interview");
  throw new AppError("closed", "This interview is not recorded any more.");
}

async function find(db: Db, interviewId: string): ReturnType<Takes["find"]> {
  const [[take], tracks] = await Promise.all([
    db.query<TakeRow>("takes.find", findSql, [interviewId]),
    db.query<TrackRow>("takes.tracks", tracksSql, [interviewId]),
  ]);
  return take ? { take: toTake(take), tracks: tracks.map(toTrack) } : null;
}

const openSql = `INSERT INTO takes AS t (interview_id, node, opened_at, heard_at)
  SELECT id, $2::text, $3::timestamptz, $3::timestamptz FROM interviews WHERE id = $1
  ON CONFLICT (interview_id) DO UPDATE SET
    node = excluded.node, heard_at = greatest(t.heard_at, excluded.heard_at), version = t.version + 1
    WHERE t.state = 'recording'
  RETURNING ${takeColumns}`;

/** Writing what is there already gives the row back, also one that somebody else made just now. */
const trackSql = `
  WITH t AS (SELECT interview_id FROM takes WHERE interview_id = $2 AND state = 'recording' FOR SHARE)
  INSERT INTO tracks AS k (id, interview_id, person_id, kind)
  SELECT $1::uuid, interview_id, $3::uuid, $4::track_kind FROM t
  ON CONFLICT (interview_id, kind, person_id) WHERE kind <> 'fallback' AND deleted_at IS NULL
    DO UPDATE SET kind = excluded.kind
  RETURNING ${trackColumns}`;

const findSql = `SELECT ${takeColumns} FROM takes t WHERE t.interview_id = $1`;
const tracksSql = `SELECT ${trackColumns} FROM tracks k WHERE k.interview_id = $1 ORDER BY k.id`;

const durableSql = `
  WITH t AS (
    UPDATE takes SET durable_ms = greatest(durable_ms, $2), heard_at = greatest(heard_at, $3::timestamptz)
    WHERE interview_id = $1 AND state = 'recording' RETURNING interview_id
  )
  SELECT k.id FROM t LEFT JOIN tracks k ON k.interview_id = t.interview_id AND k.deleted_at IS NOT NULL`;
const endEarlySql = `UPDATE tracks SET ended_early = $2 WHERE id = $1`;
const endSql = `UPDATE takes SET state = 'finishing', ended_at = greatest($2::timestamptz, opened_at),
    version = version + 1
  WHERE interview_id = $1 AND state = 'recording' RETURNING interview_id`;
const progressSql = `UPDATE takes SET progress = $2, heard_at = greatest(heard_at, $3::timestamptz)
  WHERE interview_id = $1 AND state = 'finishing'`;
const waitsSql = `UPDATE takes SET reason = $2 WHERE interview_id = $1 AND state = 'finishing'`;
const finishedSql = `UPDATE tracks k SET object = $2, media_type = $3, bytes = $4, first_ms = $5, last_ms = $6,
    gaps_ms = $7, facts_sealed = $8, ended_early = CASE WHEN $9::boolean THEN $10 ELSE ended_early END
  FROM takes t WHERE k.id = $1 AND k.deleted_at IS NULL AND t.interview_id = k.interview_id AND t.state = 'finishing'
  RETURNING k.id`;
const storedSql = `UPDATE takes SET state = 'stored', reason = NULL, progress = 100, manifest_sealed = $3,
    version = version + 1
  WHERE interview_id = $1 AND state = 'finishing' AND rendering = $2 RETURNING interview_id`;
const brokenSql = `UPDATE takes SET state = 'broken', reason = $2, ended_at = coalesce(ended_at, heard_at),
    version = version + 1
  WHERE interview_id = $1 AND state IN ('recording', 'finishing')`;
const retrySql = `UPDATE takes SET state = 'finishing', reason = NULL, progress = 0, version = version + 1
  WHERE interview_id = $1 AND state = 'broken' RETURNING interview_id`;

const missingSql = `SELECT interview_id AS id FROM takes
  WHERE node = $1 AND state = 'broken' AND reason = 'logs-missing' ORDER BY opened_at`;
const unreadSql = `SELECT t.interview_id AS id FROM takes t
  WHERE t.node = $1 AND t.state = 'stored' AND EXISTS (
    SELECT 1 FROM tracks k WHERE k.interview_id = t.interview_id AND k.object IS NULL AND k.ended_early = ANY ($2)
      AND k.kind <> 'fallback' AND k.deleted_at IS NULL
  ) ORDER BY t.opened_at`;

const unfinishedSql = `SELECT ${takeColumns}, ${liveColumn} FROM takes t
  WHERE t.node = $1 AND t.state IN ('recording', 'finishing') ORDER BY t.opened_at`;
const silentSql = `SELECT ${takeColumns}, ${liveColumn} FROM takes t
  WHERE t.node <> $1 AND t.state IN ('recording', 'finishing') AND t.heard_at < $2 ORDER BY t.opened_at`;
/** One that waits and is recorded all the same has begun. Rounds of a sweep stay short. */
const abandonedSql = `
  SELECT * FROM (
    SELECT i.id AS "interviewId", greatest(i.started_at, t.heard_at, max(f.heard_at)) AS "heardAt"
    FROM interviews i LEFT JOIN takes t ON t.interview_id = i.id
      LEFT JOIN tracks k ON k.interview_id = i.id LEFT JOIN fallbacks f ON f.track_id = k.id
    WHERE i.session_id IS NULL
      AND (i.status = 'IN_PROGRESS' OR i.status = 'PENDING' AND t.interview_id IS NOT NULL)
    GROUP BY i.id, t.interview_id
  ) it WHERE "heardAt" < $1 ORDER BY "heardAt" LIMIT 100`;
const adoptSql = `UPDATE takes SET node = $3, heard_at = $4, version = version + 1
  WHERE interview_id = $1 AND node = $2 AND state IN ('recording', 'finishing') RETURNING interview_id`;
