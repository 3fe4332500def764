import { type Page, type Paged, toPage } from "../../kit/cursor.ts";
import { AppError, found } from "../../kit/errors.ts";
import { gather } from "../../kit/gather.ts";
import type { HistoryFilter, InterviewRow, InterviewStore, Move, NewInterview } from "../../ports/interviews.ts";
import type { Db } from "./db.ts";
import { refuse } from "./db-errors.ts";
import { type FlatInterview, interviewColumns, toInterview } from "./interview-rows.ts";
import { pageAfter } from "./keyset.ts";
import { columnsOf, type LookUp, lookUp, lookUpAll } from "./look-up.ts";

/** Interviews in Postgres. */
export function pgInterviews(db: Db): InterviewStore {
  const one = async (name: string, sql: string, params: unknown[]): Promise<InterviewRow | null> => {
    const [row] = await db.query<FlatInterview>(name, sql, params);
    return row ? toInterview(row) : null;
  };
  const find = lookUp<FlatInterview, [string]>(db, { name: "interviews.find", by: { id: "uuid" }, sql: findSql });
  const create = gather<NewInterview, Made>({ ask: (wishes) => createAll(db, wishes) });
  return {
    create,
    async find(id) {
      const row = await find(id);
      return row && toInterview(row);
    },
    current: (ownerId) => one("interviews.current", currentSql, [ownerId]),
    history: histories(db),
    move: ({ id, from, to, at, reasons }: Move) =>
      one("interviews.move", moveSql, [id, from, to, at, reasons.PENDING ?? null, reasons.IN_PROGRESS ?? null])
        .catch((error: unknown) => refuse(error, { interviews_in_progress_key: alreadyInOne() })),
    async delete(id) {
      return (await db.query("interviews.delete", deleteSql, [id])).length > 0;
    },
  };
}

type Made = InterviewRow | { missing: "task" | "grind" };

/** What comes together is written by one statement, flushed once: each of them waits for the disk all the same. */
async function createAll(db: Db, wishes: readonly NewInterview[]): Promise<Made[]> {
  const rows = wishes.map((it) => [it.id, it.ownerId, it.taskId, it.grindId, it.mode, it.createdAt, it.key]);
  const made = await db.query<FlatInterview & { wish: string; inGrind: boolean }>(
    "interviews.create",
    createSql,
    columnsOf(rows),
  );
  const of = new Map(made.map(({ wish, ...rest }) => [wish, rest]));
  return wishes.map(({ id }) => {
    const { inGrind, ...row } = found(of.get(id), "interview");
    return row.id ? toInterview(row) : { missing: inGrind ? "task" : "grind" };
  });
}

type HistoryPage = Page & { readonly filter: HistoryFilter };

/** Each combination of filters is a statement of its own, so that each gets the plan that suits it. */
function histories(db: Db): (ownerId: string, page: HistoryPage) => Promise<Paged<InterviewRow>> {
  const finders = new Map<string, (...key: unknown[]) => Promise<FlatInterview[]>>();
  return async (ownerId, { filter, cursor, limit }) => {
    const [createdAt, id] = pageAfter(cursor, ["instant", "id"]);
    const parts = [
      { by: { owner_id: "uuid", rows: "int" }, where: "i.owner_id = it.owner_id", key: [ownerId, limit + 1] },
      { by: { status: "text" }, where: "i.status = it.status::interview_status", key: [filter.status] },
      { by: { kind: "text" }, where: "t.kind = it.kind::task_kind", key: [filter.kind] },
      {
        by: { part: "text" },
        where: `strpos(${lowered("t.title")}, ${lowered("it.part")}) > 0`,
        key: [filter.titlePart],
      },
      {
        by: { last_at: "timestamptz", last_id: "uuid" },
        where: "(i.created_at, i.id) < (it.last_at, it.last_id)",
        key: [createdAt, id],
      },
    ].filter((it) => it.key.every(Boolean));
    const by: LookUp["by"] = Object.assign({}, ...parts.map((it) => it.by));
    const name = ["interviews.history", ...Object.keys(by).slice(2)].join("+");
    const find = finders.get(name) ?? lookUpAll<FlatInterview, unknown[]>(db, {
      name,
      by,
      sql: `SELECT ${interviewColumns} FROM interviews i LEFT JOIN tasks t ON t.id = i.task_id
        WHERE ${parts.map((it) => it.where).join(" AND ")} ORDER BY i.created_at DESC, i.id DESC LIMIT it.rows`,
    });
    finders.set(name, find);
    const rows = (await find(...parts.flatMap((it) => it.key))).map(toInterview).sort(newestFirst);
    return toPage(rows, limit, (it) => [it.createdAt.toISOString(), it.id]);
  };
}

function newestFirst(a: InterviewRow, b: InterviewRow): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
}

/** A database whose locale is C lowers nothing but A to Z unless told otherwise. */
function lowered(text: string): string {
  return `lower(${text} COLLATE "und-x-icu")`;
}

function alreadyInOne(): AppError {
  return new AppError("conflict", "You are already in another interview. End that one first, then start this one.");
}

const findSql = `SELECT ${interviewColumns}
  FROM interviews i LEFT JOIN tasks t ON t.id = i.task_id WHERE i.id = it.id`;

const newest = (status: string): string =>
  `(SELECT * FROM interviews WHERE owner_id = $1 AND status = '${status}'
    ORDER BY created_at DESC, id DESC LIMIT 1)`;
const currentSql = `SELECT ${interviewColumns}
  FROM (${newest("IN_PROGRESS")} UNION ALL ${newest("PENDING")}) i LEFT JOIN tasks t ON t.id = i.task_id
  ORDER BY i.status DESC LIMIT 1`; // the enum's order: PENDING comes before IN_PROGRESS

/** What was practised alone leaves nothing of its session either, unless another interview took place in it. */
const deleteSql = `WITH gone AS (DELETE FROM interviews WHERE id = $1 RETURNING id, session_id), alone AS (
    DELETE FROM sessions s USING gone WHERE s.id = gone.session_id AND s.alone_id IS NOT NULL AND s.state <> 'live'
      AND NOT EXISTS (SELECT 1 FROM interviews o WHERE o.session_id = s.id AND o.id <> gone.id)
  ) SELECT id FROM gone`;

/** One row comes back for each wish: the interview, or nothing but whether its grind was in order. */
const createSql = `
  WITH it AS (
    SELECT it.*, task.id AS found, it.grind_id IS NULL OR EXISTS (
        SELECT 1 FROM memberships m WHERE m.grind_id = it.grind_id AND m.person_id = it.owner_id
      ) AS ok
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::session_mode[], $6::timestamptz[], $7::bytea[])
      AS it (id, owner_id, task_id, grind_id, mode, created_at, wrapped)
    LEFT JOIN LATERAL (
      SELECT x.id FROM tasks x WHERE x.id = it.task_id AND x.archived_at IS NULL AND (
        x.grind_id IS NULL OR (
          x.grind_id = coalesce(it.grind_id, x.grind_id)
          AND EXISTS (SELECT 1 FROM memberships m WHERE m.grind_id = x.grind_id AND m.person_id = it.owner_id)
        )
      ) LIMIT 1
    ) task ON true
  ), made AS (
    INSERT INTO interviews (id, owner_id, task_id, grind_id, mode, created_at)
    SELECT id, owner_id, found, grind_id, mode, created_at FROM it WHERE ok AND found IS NOT NULL
    RETURNING *
  ), kept AS (
    INSERT INTO keys (interview_id, wrapped, created_at)
    SELECT made.id, it.wrapped, made.created_at FROM made JOIN it ON it.id = made.id
  )
  SELECT it.id AS wish, it.ok AS "inGrind", ${interviewColumns}
  FROM it LEFT JOIN made i ON i.id = it.id
  LEFT JOIN LATERAL (SELECT * FROM tasks x WHERE x.id = i.task_id LIMIT 1) t ON true`;

const moveSql = `
  WITH i AS (
    UPDATE interviews SET
      status = $3::interview_status,
      started_at = CASE WHEN $3 = 'IN_PROGRESS' THEN $4::timestamptz ELSE started_at END,
      ended_at = CASE WHEN $3 <> 'IN_PROGRESS' THEN greatest($4::timestamptz, started_at) END,
      reason = CASE WHEN $3 = 'ERROR' THEN CASE status WHEN 'PENDING' THEN $5::text ELSE $6::text END END,
      version = version + 1
    WHERE id = $1 AND status = ANY ($2::interview_status[])
    RETURNING *
  )
  SELECT ${interviewColumns} FROM i LEFT JOIN tasks t ON t.id = i.task_id`;
