import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seedInterviews } from "../../../bench/seed.ts";
import { type FreshDatabase, freshDatabase } from "../../../kit/database.ts";

const small = { people: 60, grinds: 8, interviews: 600, heavy: 30 };

describe("the seed of the benches", () => {
  let one: FreshDatabase;
  let two: FreshDatabase;

  beforeEach(async () => {
    one = await freshDatabase();
    two = await freshDatabase();
  });
  afterEach(async () => {
    await one.close();
    await two.close();
  });

  const rows = async ({ db }: FreshDatabase, table: string): Promise<string> => {
    const { rows: [row] } = await db.pool.query<{ all: string }>(
      `SELECT count(*) || ' ' || md5(string_agg(t::text, ' ' ORDER BY t::text)) AS all FROM ${table} t`,
    );
    return row?.all ?? "";
  };

  it("gives the same rows in every database, and nothing more the second time", async () => {
    const first = await seedInterviews(one.db.pool, small);
    expect(await seedInterviews(two.db.pool, small)).toEqual(first);
    expect(await seedInterviews(two.db.pool, small)).toEqual(first);
    for (
      const table of ["people", "memberships", "tasks", "sessions", "interviews", "keys", "consents", "notifications"]
    ) {
      expect(await rows(two, table)).toBe(await rows(one, table));
    }
  });

  it("makes as many as it was asked for, with the heavy share in one pair of hands", async () => {
    const { heavyPersonId, largestGrindId, taskIds } = await seedInterviews(one.db.pool, small);
    const { prisma } = one.db;
    expect([await prisma.person.count(), await prisma.grind.count(), await prisma.interview.count()]).toEqual([
      60,
      8,
      600,
    ]);
    expect(await prisma.interview.count({ where: { ownerId: heavyPersonId } })).toBe(30);
    expect(await prisma.membership.count({ where: { grindId: largestGrindId } })).toBe(60);
    expect(await prisma.interview.count({ where: { task: { is: null } } })).toBe(0);
    expect(taskIds).toHaveLength(36);
  });

  it("refuses a database that holds another seed", async () => {
    await seedInterviews(one.db.pool, small);
    await expect(seedInterviews(one.db.pool, { ...small, people: 61 })).rejects.toThrow(/use a fresh one/);
  });
});
