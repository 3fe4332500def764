import { makeRoom } from "../../domain/grind.ts";
import { type Page, type Paged, toPage } from "../../kit/cursor.ts";
import type { SeenTask, TaskCardRow, TaskDraft, TaskFilter, TaskRow, TaskStore } from "../../ports/tasks.ts";
import type { Db } from "./db.ts";
import { pageAfter } from "./keyset.ts";
import { holding } from "./like.ts";
import { lookUp } from "./look-up.ts";
import { lockGrind } from "./members.ts";

/** Tasks in Postgres. */
export function pgTasks(db: Db): TaskStore {
  return {
    list: (filter, page) => list(db, filter, page),
    seen: lookUp<SeenTask, [string, string]>(db, {
      name: "task-seen",
      by: { person_id: "uuid", task_id: "uuid" },
      sql: seenSql,
    }),
    create: (task) => create(db, task),
    async change(taskId, draft) {
      const values = [taskId, draft.version, ...written(draft)];
      const [row] = await db.query<TaskRow>("task-change", changeSql, values);
      return row ?? null;
    },
    async archive(taskId, at) {
      const sql = "UPDATE tasks SET archived_at = $2 WHERE id = $1 AND archived_at IS NULL RETURNING id";
      return (await db.query("task-archive", sql, [taskId, at])).length === 1;
    },
  };
}

const columns = `t.id, t.grind_id AS "grindId", t.title, t.kind, t.difficulty, t.minutes, t.brief, t.rubric, t.plan,
  t.created_at AS "createdAt", t.archived_at AS "archivedAt", t.version`;

const seenSql = `SELECT ${columns}, m.role FROM tasks t
  LEFT JOIN memberships m ON m.grind_id = t.grind_id AND m.person_id = it.person_id
  WHERE t.id = it.task_id AND (t.grind_id IS NULL OR m.person_id IS NOT NULL)`;

const createSql = `INSERT INTO tasks AS t
    (id, grind_id, title, kind, difficulty, minutes, brief, rubric, plan, created_at)
  VALUES ($1::uuid, $2::uuid, $4, $5::task_kind, $6::difficulty, $7::int, $8, $9::jsonb, $10::jsonb, $3::timestamptz)
  RETURNING ${columns}`;

const changeSql = `UPDATE tasks t SET title = $3, kind = $4, difficulty = $5, minutes = $6, brief = $7,
    rubric = $8::jsonb, plan = $9::jsonb, version = version + 1
  WHERE id = $1 AND version = $2 AND archived_at IS NULL AND grind_id IS NOT NULL RETURNING ${columns}`;

/** The beginning of a brief that a card is made from. Higher carries more for long first sentences. */
const openingCharacters = 400;

const listSql = `SELECT t.id, t.grind_id AS "grindId", t.title, t.kind, t.difficulty, t.minutes,
    left(t.brief, ${openingCharacters}) AS opening
  FROM tasks t
  WHERE (t.grind_id = $1::uuid OR (t.grind_id IS NULL AND NOT $2::boolean)) AND t.archived_at IS NULL
    AND ($3::task_kind IS NULL OR t.kind = $3) AND ($4::difficulty IS NULL OR t.difficulty = $4)
    AND ($5::text IS NULL OR t.title ILIKE $5 COLLATE "und-x-icu" OR t.brief ILIKE $5 COLLATE "und-x-icu")
    AND ($6::text IS NULL OR (t.title, t.id) > ($6, $7::uuid))
  ORDER BY t.title, t.id LIMIT $8`;

async function list(db: Db, filter: TaskFilter, { cursor, limit }: Page): Promise<Paged<TaskCardRow>> {
  const { grindId, own, kind, difficulty, q } = filter;
  const after = pageAfter(cursor, ["line", "id"]);
  const like = q === null ? null : holding(q);
  const params = [grindId, own, kind, difficulty, like, ...after, limit + 1];
  const rows = await db.query<TaskCardRow>("tasks-list", listSql, params);
  return toPage(rows, limit, (row) => [row.title, row.id]);
}

async function create(db: Db, task: TaskDraft & { id: string; grindId: string; at: Date }): Promise<TaskRow> {
  return await db.tx(async (tx) => {
    await lockGrind(tx, task.grindId);
    makeRoom("tasksPerGrind", await tx.task.count({ where: { grindId: task.grindId, archivedAt: null } }));
    const [row] = await tx.$queryRawUnsafe<TaskRow[]>(createSql, task.id, task.grindId, task.at, ...written(task));
    if (!row) throw new Error("an insert returned no row");
    return row;
  });
}

function written({ title, kind, difficulty, minutes, brief, rubric, plan }: TaskDraft): unknown[] {
  return [title, kind, difficulty, minutes, brief, JSON.stringify(rubric), JSON.stringify(plan)];
}
