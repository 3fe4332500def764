import type { Clock } from "../../kit/clock.ts";
import type { Ids } from "../../kit/ids.ts";
import type { Log } from "../../kit/log.ts";
import type { Db } from "./db.ts";
import type { $Enums } from "./gen/client.ts";
import { withNodeLock } from "./node-lock.ts";

/** A task that comes with the house; its slug never changes. */
export type CatalogueTask = {
  slug: string;
  title: string;
  kind: $Enums.TaskKind;
  difficulty: $Enums.Difficulty;
  minutes: number;
  brief: string;
  rubric: readonly unknown[];
  plan: readonly unknown[];
};

type Options = { tasks: readonly CatalogueTask[]; clock: Clock; ids: Ids; log: Log };

/** How many built-in tasks were added, changed (their id stays, their version grows) and taken out of the catalogue. */
export type CatalogueChanges = { added: number; changed: number; archived: number };

/** Makes the built-in tasks what `tasks` says. Any number of nodes may start with it, any number of times. */
export async function seedCatalogue(db: Db, { tasks, clock, ids, log }: Options): Promise<CatalogueChanges> {
  if (tasks.length === 0) throw new Error("an empty catalogue would archive every built-in task");
  const now = new Date(clock.now());
  const rows = JSON.stringify(tasks.map((task) => ({ ...task, id: ids.next() })));
  const changes = await withNodeLock(db.pool, "seed", async (client) => {
    await client.query("BEGIN");
    const written = await client.query<{ added: boolean }>(upsert, [rows, now]);
    const archived = await client.query(archive, [tasks.map((it) => it.slug), now]);
    await client.query("COMMIT");
    const added = written.rows.filter((it) => it.added).length;
    return { added, changed: written.rows.length - added, archived: archived.rowCount ?? 0 };
  });
  if (changes.added + changes.changed + changes.archived > 0) log.info("catalogue seeded", changes);
  return changes;
}

/** Returns only rows that were written; xmax is 0 in a row that no transaction has replaced. */
const upsert = `
  INSERT INTO tasks AS there (id, slug, title, kind, difficulty, minutes, brief, rubric, plan, created_at)
  SELECT id, slug, title, kind, difficulty, minutes, brief, rubric, plan, $2
  FROM jsonb_to_recordset($1::jsonb) AS it (
    id uuid, slug text, title text, kind task_kind, difficulty difficulty, minutes int, brief text, rubric jsonb, plan jsonb
  )
  ON CONFLICT (slug) DO UPDATE SET
    title = excluded.title, kind = excluded.kind, difficulty = excluded.difficulty, minutes = excluded.minutes,
    brief = excluded.brief, rubric = excluded.rubric, plan = excluded.plan,
    archived_at = NULL, version = there.version + 1
  WHERE there.archived_at IS NOT NULL OR
    (there.title, there.kind, there.difficulty, there.minutes, there.brief, there.rubric, there.plan) IS DISTINCT FROM
    (excluded.title, excluded.kind, excluded.difficulty, excluded.minutes, excluded.brief, excluded.rubric, excluded.plan)
  RETURNING there.xmax = 0 AS added`;

/** Interviews that used a task keep it, so it is never deleted. */
const archive = `
  UPDATE tasks SET archived_at = $2, version = version + 1
  WHERE grind_id IS NULL AND archived_at IS NULL AND slug <> ALL ($1)`;
