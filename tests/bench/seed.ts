import type { Pool, PoolClient } from "pg";
import { found } from "../../server/kit/errors.ts";
import { helpers, type SeedSize, statements } from "./seed-sql.ts";

type Options = SeedSize & {
  /** Interviews of the one person who practises far more than everybody else. */
  heavy?: number;
  /** What everybody signs in with, as the server would keep it; without it nobody can. */
  passwordHash?: string | null;
  /** The moment of the newest row. The same moment and size give the same rows, ids included. */
  until?: Date;
};

/** Who to be and what to ask for in a bench. E-mail addresses are bench-1@example.com, bench-2@example.com, … */
export type Seeded = SeedSize & {
  heavyPersonId: string;
  personIds: string[];
  largestGrindId: string;
  taskIds: string[];
};

const tables = "people, devices, grinds, memberships, invites, tasks, sessions, participants, interviews, " +
  "consents, keys, notifications, settings";

/**
 * Fills a migrated database the way two years of use would: most people practise now and then, a few a lot, newer
 * interviews lie later on the disk. Takes seconds, because the database makes the rows itself. A database that was
 * seeded the same way before stays as it is.
 */
export async function seedInterviews(pool: Pool, options: Options): Promise<Seeded> {
  const { people, grinds, interviews, heavy = Math.floor(interviews / 20), passwordHash = null } = options;
  const until = options.until ?? new Date("2026-11-01T12:00:00Z");
  const plan = { people, grinds, interviews, heavy, until: until.toISOString() };
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = 0; SET synchronous_commit = off");
    await client.query(helpers);
    if (await isNew(client, plan)) {
      await client.query("BEGIN");
      await client.query("INSERT INTO settings (name, value) VALUES ('bench', $1)", [plan]);
      for (const [sql, params] of statements(plan, until, passwordHash)) await client.query(sql, params);
      await client.query("COMMIT");
      await client.query(`VACUUM (ANALYZE) ${tables}`);
    }
    return await handles(client, { people, grinds, interviews });
  } finally {
    client.release(true); // the helpers and settings of this session are nobody else's
  }
}

async function isNew(client: PoolClient, plan: Record<string, unknown>): Promise<boolean> {
  const { rows } = await client.query<{ value: Record<string, unknown> }>(
    "SELECT value FROM settings WHERE name = 'bench'",
  );
  const before = rows[0]?.value;
  if (before && Object.entries(plan).some(([name, value]) => before[name] !== value)) {
    throw new Error(`this database was seeded as ${JSON.stringify(before)}; use a fresh one for another size`);
  }
  return before === undefined;
}

async function handles(client: PoolClient, size: SeedSize): Promise<Seeded> {
  const ids = async (sql: string): Promise<string[]> =>
    (await client.query<{ id: string }>(sql)).rows.map((it) => it.id);
  const personIds = await ids("SELECT id FROM people WHERE email LIKE 'bench-%' ORDER BY id LIMIT 500");
  const [largestGrindId] = await ids(
    "SELECT grind_id AS id FROM memberships GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
  );
  const taskIds = await ids("SELECT id FROM tasks WHERE grind_id IS NULL AND archived_at IS NULL ORDER BY id");
  return {
    ...size,
    heavyPersonId: found(personIds[0], "person"),
    personIds,
    largestGrindId: found(largestGrindId, "grind"),
    taskIds,
  };
}
