import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Pool, PoolClient } from "pg";
import { AppError } from "../../kit/errors.ts";
import type { Log } from "../../kit/log.ts";
import { withNodeLock } from "./node-lock.ts";

type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished: boolean };

/** Waiting longer for a table that is in use would hold up everybody who queues behind the migration. */
const tableWaitMs = 15_000;

/**
 * Brings the database to what this build needs and returns the names of what it applied. Several nodes may start
 * at once. Each migration happens whole or not at all; a database that this build does not understand stays as it is.
 */
export async function migrate(pool: Pool, { dir, log }: { dir: string; log: Log }): Promise<string[]> {
  const migrations = await readMigrations(dir);
  return await withNodeLock(pool, "migrate", async (client) => {
    const pending = choosePending(migrations, await readApplied(client));
    for (const migration of pending) {
      const startedMs = performance.now();
      await apply(client, migration).catch((error: unknown) => {
        log.error("migration failed", { migration: migration.name, error });
        throw error;
      });
      log.info("migration applied", { migration: migration.name, ms: Math.round(performance.now() - startedMs) });
    }
    return pending.map((it) => it.name);
  });
}

/** What is left to apply; throws when the database is not one that this build may change. */
function choosePending(migrations: Migration[], applied: Applied[]): Migration[] {
  const known = new Map(migrations.map((it) => [it.name, it]));
  for (const { migration_name: name, checksum, finished } of applied) {
    const migration = known.get(name);
    if (!migration) {
      const sentence =
        `The database is newer than this build: it holds the migration ${name}, which is unknown here. ` +
        "Nothing was changed; start the newer build again.";
      throw new AppError("conflict", sentence);
    }
    if (!finished) {
      const sentence = `The migration ${name} was begun by another tool and never finished. ` +
        "Nothing was changed; restore a backup, or finish it with that tool, then start again.";
      throw new AppError("conflict", sentence);
    }
    if (migration.checksum !== checksum) {
      const sentence = `The migration ${name} was edited after it had been applied to this database. ` +
        "Nothing was changed; put the original file back and make a new migration for the difference.";
      throw new AppError("conflict", sentence);
    }
    known.delete(name);
  }
  return [...known.values()];
}

async function apply(client: PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  const startedAt = new Date();
  try {
    await client.query(`BEGIN; SET LOCAL lock_timeout = ${tableWaitMs}`);
    await client.query(createHistory);
    await client.query(sql);
    await client.query(recordApplied, [randomUUID(), checksum, name, startedAt]);
    await client.query("COMMIT");
  } catch (error) {
    // Closing the connection, which the lock does on an error, rolls back.
    const sentence = `The migration ${name} could not be applied. ` +
      "The database is as it was before it; the log tells why, and starting again tries again.";
    throw new AppError("internal", sentence, { cause: error });
  }
}

async function readApplied(client: PoolClient): Promise<Applied[]> {
  const { rows: [there] } = await client.query<{ history: string | null }>(
    `SELECT to_regclass('"_prisma_migrations"')::text AS history`,
  );
  if (!there?.history) return [];
  const { rows } = await client.query<Applied>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

async function readMigrations(dir: string): Promise<Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((it) => it.isDirectory()).map((it) => it.name).sort();
  if (names.length === 0) throw new Error(`there are no migrations in ${dir}`);
  return await Promise.all(names.map(async (name) => {
    const sql = await readFile(path.join(dir, name, "migration.sql"), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  }));
}

/** The table and rows are Prisma's own, so that its command line understands a database of ours. */
const createHistory = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

const recordApplied = `INSERT INTO "_prisma_migrations"
  (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
  VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`;
