import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../../../../server/adapters/pg/db.ts";
import { pgGrinds } from "../../../../server/adapters/pg/grinds.ts";
import { pgInterviews } from "../../../../server/adapters/pg/interviews.ts";
import { pgPeople } from "../../../../server/adapters/pg/people.ts";
import { pgNotifications } from "../../../../server/adapters/pg/notifications.ts";
import { pgTakes } from "../../../../server/adapters/pg/takes.ts";
import { pgSessions } from "../../../../server/adapters/pg/sessions.ts";
import { systemClock } from "../../../../server/kit/clock.ts";
import { uuidv7 } from "../../../../server/kit/ids.ts";
import { type Seeded, seedInterviews } from "../../../bench/seed.ts";
import { backends, type FreshDatabase, freshDatabase } from "../../../kit/database.ts";
import { ids } from "../../../kit/rows.ts";

/** Tables that grow for as long as people practise: no page may read one of them whole. */
const long = [
  ...["people", "interviews", "notifications", "memberships", "sessions", "keys", "consents", "participants", "takes"],
];

describe.each(backends())("lists at twenty thousand interviews on the %s database", (backend) => {
  let database: FreshDatabase;
  let seeded: Seeded;
  let seen: { sql: string; params: readonly unknown[] }[];
  let watched: Db;

  beforeAll(async () => {
    database = await freshDatabase({ backend });
    seeded = await seedInterviews(database.db.pool, { people: 1_000, grinds: 150, interviews: 20_000, heavy: 2_000 });
    watched = {
      ...database.db,
      query(name, sql, params = []) {
        seen.push({ sql, params });
        return database.db.query(name, sql, params);
      },
    };
  }, 60_000);
  afterAll(() => database.close());

  /** How the planner would run what `work` asks for: for these parameters, and once for any (PostgreSQL 16 and up). */
  const plansOf = async (work: () => Promise<unknown>): Promise<Step[]> => {
    seen = [];
    await work();
    expect(seen).not.toEqual([]);
    const steps: Step[] = [];
    for (const { sql, params } of seen) {
      steps.push(...await explain(`EXPLAIN (FORMAT JSON) ${sql}`, params));
      if (await version() >= 16) steps.push(...await explain(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${sql}`));
    }
    return steps;
  };
  const explain = async (text: string, values?: readonly unknown[]): Promise<Step[]> => {
    const query = values === undefined ? { text } : { text, values: [...values] };
    const { rows } = await database.db.pool.query<{ "QUERY PLAN": { Plan: Step }[] }>(query);
    return rows.flatMap((row) => row["QUERY PLAN"].flatMap((it) => flat(it.Plan)));
  };
  const version = async (): Promise<number> => {
    const [row] = await database.db.query<{ major: number }>(
      "test-version",
      "SELECT current_setting('server_version_num')::int / 10000 AS major",
    );
    return row?.major ?? 0;
  };
  const wholeReads = (steps: Step[]): string[] =>
    steps.filter((it) => it["Node Type"] === "Seq Scan" && long.includes(it["Relation Name"] ?? ""))
      .map((it) => it["Relation Name"] ?? "");
  const indexes = (steps: Step[]): string[] => steps.map((it) => it["Index Name"]).filter((it) => it !== undefined);

  const history = (ownerId: string, cursor: string | null = null) =>
    pgInterviews(watched).history(ownerId, { filter: {}, cursor, limit: 30 });

  const notifications = () => pgNotifications(watched, { clock: systemClock, ids: uuidv7(systemClock) });

  it("reads a page of the history from its index, for who practises a lot and for who does not", async () => {
    for (const ownerId of [seeded.heavyPersonId, seeded.personIds[300] ?? ""]) {
      const steps = await plansOf(async () => history(ownerId, (await history(ownerId)).next));
      expect(wholeReads(steps)).toEqual([]);
      expect(indexes(steps).filter((it) => it.startsWith("interviews_owner_id"))).not.toEqual([]);
    }
  });

  it("never sorts somebody's whole history to show a page of it, and one status of it as little", async () => {
    const filter = { status: "ERROR" as const };
    const steps = await plansOf(async () => {
      await history(seeded.heavyPersonId, (await history(seeded.heavyPersonId)).next);
      await pgInterviews(watched).history(seeded.heavyPersonId, { filter, cursor: null, limit: 30 });
    });
    expect(indexes(steps)).toContain("interviews_owner_id_created_at_id_idx");
    expect(indexes(steps)).toContain("interviews_owner_id_status_created_at_id_idx");
    expect(steps.map((it) => it["Node Type"])).not.toContain("Sort");
  });

  it("finds the interview that one is in without going through the others", async () => {
    const steps = await plansOf(() => pgInterviews(watched).current(seeded.heavyPersonId));
    expect(wholeReads(steps)).toEqual([]);
    expect(indexes(steps).filter((it) => it.startsWith("interviews_"))).not.toEqual([]);
  });

  it("looks up many at once through an index each", async () => {
    const { byId } = pgPeople(watched);
    const { card } = pgGrinds(watched);
    const people = seeded.personIds.slice(0, 60);
    const steps = await plansOf(() => Promise.all(people.flatMap((id) => [byId(id), card(id, seeded.largestGrindId)])));
    expect(seen).toHaveLength(4);
    expect(wholeReads(steps)).toEqual([]);
  });

  it("finds the recordings whose time is over by what somebody chose, and looks at no others", async () => {
    const { pool, prisma } = database.db;
    await pool.query(`INSERT INTO takes (interview_id, state, node, opened_at, ended_at, heard_at, manifest_sealed)
      SELECT id, 'stored', 'here', created_at, created_at + interval '1 hour', created_at, '\\x00' FROM interviews
      ON CONFLICT DO NOTHING`);
    const [personId = "", otherId = ""] = seeded.personIds;
    const wishes = [{ personId }, { personId: otherId }, { grindId: seeded.largestGrindId }];
    await prisma.keeping.createMany({
      data: wishes.map((it) => ({ ...it, id: ids.next(), originalsDays: 7 })),
      skipDuplicates: true,
    });
    await pool.query("ANALYZE takes");
    seen = [];
    await pgTakes(watched).old({ now: new Date("2026-01-01T12:00:00Z"), mostDays: 90 });
    // For these wishes: where half of all grinds have one, reading everything may well be less work.
    const plans = await Promise.all(seen.map(({ sql, params }) => explain(`EXPLAIN (FORMAT JSON) ${sql}`, params)));
    const steps = plans.flat();
    expect(wholeReads(steps)).toEqual([]);
    expect(indexes(steps)).toEqual(expect.arrayContaining(["takes_kept_idx"]));
  });

  it.each<[string, (person: string, grind: string) => Promise<unknown>]>([
    ["the grinds that one is in", (person) => pgGrinds(watched).cards(person)],
    ["the members of a grind", (_, grind) => pgGrinds(watched).members(grind, { cursor: null, limit: 30 })],
    ["what one finds at home", (person) => {
      const options = { now: new Date("2026-11-01T12:00:00Z"), lateMs: 600_000, sessions: 5, interviews: 5 };
      return pgSessions(watched).home(person, options);
    }],
    ["the sessions of a grind", async (personId, grindId) => {
      const at = { personId, grindId, since: new Date("2026-01-01T12:00:00Z") };
      for (const list of [pgSessions(watched).coming, pgSessions(watched).over]) {
        await list(at, { cursor: (await list(at, { cursor: null, limit: 5 })).next, limit: 5 });
      }
    }],
    ["the session that one is in", (person) => pgSessions(watched).current(person)],
    ["those to be reminded", () => pgSessions(watched).toRemind(new Date(0), new Date(60_000))],
    ["notifications", (person) => notifications().list(person, { cursor: null, limit: 30 })],
    ["the count of unread notifications", (person) => notifications().unread(person)],
  ])("reads no long table whole for %s", async (_, list) => {
    const steps = await plansOf(() => list(seeded.heavyPersonId, seeded.largestGrindId));
    expect(wholeReads(steps)).toEqual([]);
  });
});

type Step = { "Node Type": string; "Relation Name"?: string; "Index Name"?: string; Plans?: Step[] };

function flat(step: Step): Step[] {
  return [step, ...(step.Plans ?? []).flatMap(flat)];
}
