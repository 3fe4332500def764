import { expect, it } from "vitest";
import type { Db } from "../../server/adapters/pg/db.ts";
import { pgInterviews } from "../../server/adapters/pg/interviews.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson, addTask, ids } from "../kit/rows.ts";
import { interviewsContract, type InterviewsHouse } from "./interviews.ts";

for (const backend of backends()) {
  interviewsContract(`${backend} Postgres`, async (): Promise<InterviewsHouse> => {
    const { db, close } = await freshDatabase({ backend });
    return {
      store: pgInterviews(db),
      ids,
      addPerson: () => addPerson(db),
      addGrind: (members) => addGrind(db, members),
      addTask: (task) => addTask(db, task),
      hasKey: async (interviewId) => await db.prisma.key.findUnique({ where: { interviewId } }) !== null,
      close,
    };
  });

  it(`reads a page of ${backend} Postgres out of 100,000 interviews without reading them all`, async () => {
    // One connection, because each one counts for itself what it read.
    const { db, close } = await freshDatabase({ backend, max: 1 });
    const [ownerId, taskId] = [await addPerson(db), await addTask(db)];
    await db.pool.query(
      `INSERT INTO interviews (id, owner_id, task_id, mode, created_at)
       SELECT gen_random_uuid(), $1, $2, 'ai', now() - n * interval '1 minute' FROM generate_series(1, 100000) n`,
      [ownerId, taskId],
    );
    await db.pool.query("ANALYZE interviews");
    const store = pgInterviews(db);
    const { next: cursor } = await store.history(ownerId, { filter: {}, cursor: null, limit: 50_000 });
    const before = await rowsRead(db);
    for (const filter of [{}, { status: "PENDING" }, { kind: "coding" }, { titlePart: "queue" }] as const) {
      const page = await store.history(ownerId, { filter, cursor, limit: 30 });
      expect(page.rows).toHaveLength(30);
    }
    expect(await rowsRead(db) - before).toBeLessThan(500);
    await close();
  });
}

async function rowsRead(db: Db): Promise<number> {
  await db.pool.query("SELECT pg_stat_force_next_flush()");
  const { rows: [row] } = await db.pool.query<{ read: string }>(
    `SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) AS read
     FROM pg_stat_user_tables WHERE relname = 'interviews'`,
  );
  return Number(row?.read);
}
