import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "../../../../server/adapters/pg/migrate.ts";
import { type Db, openDb } from "../../../../server/adapters/pg/db.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import { backends, type FreshDatabase, freshDatabase } from "../../../kit/database.ts";

const ours = new URL("../../../../prisma/migrations", import.meta.url).pathname;
const log = silentLog;

describe.each(backends())("migrate on the %s database", (backend) => {
  let database: FreshDatabase;
  let db: Db;
  let dir: string;

  beforeEach(async () => {
    database = await freshDatabase({ backend, empty: true });
    db = database.db;
    dir = await mkdtemp(path.join(tmpdir(), "gs-migrations-"));
  });
  afterEach(async () => {
    await database.close();
    await rm(dir, { recursive: true, force: true });
  });

  const write = async (name: string, sql: string): Promise<void> => {
    await mkdir(path.join(dir, name), { recursive: true });
    await writeFile(path.join(dir, name, "migration.sql"), sql);
  };
  const tables = async (): Promise<string[]> => {
    const rows = await db.query<{ name: string }>(
      "test-tables",
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    return rows.map((it) => it.name);
  };

  it("builds our tables in an empty database and has nothing to do the second time", async () => {
    const applied = await migrate(db.pool, { dir: ours, log });
    expect(applied[0]).toMatch(/^\d{14}_init$/);
    expect(await tables()).toContain("interviews");
    expect(await migrate(db.pool, { dir: ours, log })).toEqual([]);
  });

  it("applies each migration once when three nodes start at once", async () => {
    await cp(ours, dir, { recursive: true });
    await write("29990101000000_slow", "SELECT pg_sleep(0.3); CREATE TABLE slow (id int)");
    const nodes = [1, 2, 3].map(() => openDb({ url: database.url, max: 2, log }));
    const applied = await Promise.all(nodes.map((node) => migrate(node.pool, { dir, log })));
    await Promise.all(nodes.map((node) => node.close()));
    expect(applied.filter((it) => it.length > 0)).toHaveLength(1);
    expect(applied.flat()).toContain("29990101000000_slow");
  });

  it("leaves nothing of a migration that fails halfway, and keeps the ones before it", async () => {
    await write("1_good", "CREATE TABLE good (id int)");
    await write("2_bad", "CREATE TABLE half (id int); CREATE TABLE good (id int)");
    const failing = migrate(db.pool, { dir, log });
    await expect(failing).rejects.toMatchObject({ code: "internal", message: expect.stringContaining("2_bad") });
    expect(await tables()).toEqual(["_prisma_migrations", "good"]);
    await write("2_bad", "CREATE TABLE half (id int)");
    expect(await migrate(db.pool, { dir, log })).toEqual(["2_bad"]);
  });

  it("refuses a migration that was edited after it was applied, before touching anything", async () => {
    await write("1_first", "CREATE TABLE first (id int)");
    await migrate(db.pool, { dir, log });
    await write("1_first", "CREATE TABLE first (id bigint)");
    await write("2_second", "CREATE TABLE second (id int)");
    const refused = migrate(db.pool, { dir, log });
    await expect(refused).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/1_first was edited/),
    });
    expect(await tables()).toEqual(["_prisma_migrations", "first"]);
  });

  it("refuses a database that a newer build has migrated, before touching anything", async () => {
    await write("1_first", "CREATE TABLE first (id int)");
    await write("3_future", "CREATE TABLE future (id int)");
    await migrate(db.pool, { dir, log });
    await rm(path.join(dir, "3_future"), { recursive: true });
    await write("2_mine", "CREATE TABLE mine (id int)");
    const refused = migrate(db.pool, { dir, log });
    await expect(refused).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/newer.*3_future/),
    });
    expect(await tables()).toEqual(["_prisma_migrations", "first", "future"]);
  });

  it("refuses to go on from a migration that another tool began and never finished", async () => {
    await write("1_first", "CREATE TABLE first (id int)");
    await migrate(db.pool, { dir, log });
    await db.pool.query(`UPDATE "_prisma_migrations" SET finished_at = NULL`);
    await expect(migrate(db.pool, { dir, log })).rejects.toMatchObject({ code: "conflict" });
  });

  it("records what it did as Prisma does, so that its tools understand the database", async () => {
    await migrate(db.pool, { dir: ours, log });
    const { rows } = await db.pool.query(`SELECT * FROM "_prisma_migrations" ORDER BY migration_name LIMIT 1`);
    expect(rows[0]).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
      logs: null,
      rolled_back_at: null,
      applied_steps_count: 1,
    });
    expect(rows[0].finished_at.getTime()).toBeGreaterThanOrEqual(rows[0].started_at.getTime());
  });

  it("gives its connection back as it found it", async () => {
    const one = openDb({ url: database.url, max: 1, log });
    await migrate(one.pool, { dir: ours, log });
    const { rows } = await one.pool.query("SHOW statement_timeout");
    expect(rows).toEqual([{ statement_timeout: "10s" }]);
    await one.close();
  });

  it("says so when there is nothing to apply at all", async () => {
    await expect(migrate(db.pool, { dir, log })).rejects.toThrow(/no migrations/);
  });
});
