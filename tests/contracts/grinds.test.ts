import { expect, it } from "vitest";
import type { Db } from "../../server/adapters/pg/db.ts";
import { pgGrinds } from "../../server/adapters/pg/grinds.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson, addTask, ids } from "../kit/rows.ts";
import { grindsContract, type GrindsHouse } from "./grinds.ts";

for (const backend of backends()) {
  grindsContract(`${backend} Postgres`, async (): Promise<GrindsHouse> => {
    const { db, close } = await freshDatabase({ backend });
    return {
      store: pgGrinds(db),
      ids,
      addPerson: (name) => addPerson(db, name),
      addGrind: (members) => addGrind(db, members),
      addTask: (task) => addTask(db, task),
      close,
    };
  });

  it(`lists 50 grinds of 200 members in ${backend} Postgres without reading the rows of others`, async () => {
    // One connection, because each one counts for itself what it read.
    const { db, close } = await freshDatabase({ backend, max: 1 });
    const nova = await addPerson(db);
    await db.pool.query(crowd);
    await db.pool.query(
      "DELETE FROM memberships WHERE person_id = $1 AND grind_id IN (SELECT id FROM grinds ORDER BY id LIMIT 150)",
      [nova],
    );
    await db.pool.query("VACUUM ANALYZE memberships, tasks, grinds");
    const store = pgGrinds(db);
    const before = await rowsRead(db);
    const cards = await store.cards(nova);
    expect(cards.map((it) => [it.members, it.tasks])).toEqual(Array.from({ length: 50 }, () => [200, 20]));
    expect(await rowsRead(db) - before).toBeLessThan(50 * (200 + 20 + 10));
    await close();
  });
}

/** 200 grinds of 200 members with 20 tasks each. */
const crowd = `
  INSERT INTO people (id, email, name, created_at)
    SELECT gen_random_uuid(), 'p' || n || '@example.com', 'P', now() FROM generate_series(1, 199) n;
  INSERT INTO grinds (id, name, created_at) SELECT gen_random_uuid(), 'Grind', now() FROM generate_series(1, 200);
  INSERT INTO memberships (grind_id, person_id, role, joined_at)
    SELECT g.id, p.id, 'member', now() FROM grinds g, people p;
  INSERT INTO tasks (id, grind_id, title, kind, difficulty, minutes, brief, rubric, plan, created_at)
    SELECT gen_random_uuid(), g.id, 'Task', 'coding', 'Easy', 30, repeat('x', 2000), '[]', '[]', now()
    FROM grinds g, generate_series(1, 20)`;

async function rowsRead(db: Db): Promise<number> {
  await db.pool.query("SELECT pg_stat_force_next_flush()");
  const { rows: [row] } = await db.pool.query<{ read: string }>(
    `SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) AS read
     FROM pg_stat_user_tables WHERE relname IN ('memberships', 'grinds', 'tasks')`,
  );
  return Number(row?.read);
}
