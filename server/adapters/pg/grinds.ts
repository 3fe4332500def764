import { makeRoom } from "../../domain/grind.ts";
import { type Page, type Paged, toPage } from "../../kit/cursor.ts";
import type { GrindCard, GrindStore, MemberRow, OwnGrind } from "../../ports/grinds.ts";
import type { Db } from "./db.ts";
import { pageAfter } from "./keyset.ts";
import { lookUp, lookUpAll } from "./look-up.ts";
import { changeMember, departAll, lockPerson } from "./members.ts";

/** Grinds in Postgres. */
export function pgGrinds(db: Db): GrindStore {
  return {
    ownGrind: lookUp<OwnGrind, [string, string]>(db, { name: "grind-own", by, sql: ownSql }),
    card: lookUp<GrindCard, [string, string]>(db, { name: "grind-card", by, sql: cardSql }),
    cards: (personId) => db.query<GrindCard>("grind-cards", cardsSql, [personId]),
    create: (grind) => create(db, grind),
    async rename(grindId, { name, version }) {
      return (await db.query("grind-rename", renameSql, [grindId, name, version])).length === 1;
    },
    delete: (grindId) => remove(db, grindId),
    members: memberPages(db),
    async member(grindId, personId) {
      const [row] = await db.query<MemberRow>("grind-member", memberSql, [grindId, personId]);
      return row ?? null;
    },
    async leaders(grindId) {
      const sql = "SELECT person_id AS id FROM memberships WHERE grind_id = $1 AND role <> 'member'";
      return (await db.query<{ id: string }>("grind-leaders", sql, [grindId])).map((it) => it.id);
    },
    changeMember: (at, decide) => changeMember(db, at, decide),
    departAll: (personId, decide) => departAll(db, personId, decide),
  };
}

const renameSql = "UPDATE grinds SET name = $2, version = version + 1 WHERE id = $1 AND version = $3 RETURNING id";

const ownColumns = `g.id, g.name, g.created_at AS "createdAt", g.version, m.role`;

/** Counts are read from the indexes that begin with grind_id: a few pages for each grind. */
const cardColumns = `${ownColumns},
    (SELECT count(*)::int FROM memberships c WHERE c.grind_id = g.id) AS members,
    (SELECT count(*)::int FROM tasks t WHERE t.grind_id = g.id AND t.archived_at IS NULL) AS tasks`;

const seats = "FROM memberships m JOIN grinds g ON g.id = m.grind_id";
const cardsSql = `SELECT ${cardColumns} ${seats} WHERE m.person_id = $1 ORDER BY m.joined_at, g.id`;

const by = { person_id: "uuid", grind_id: "uuid" } as const;
const ownSql = `SELECT ${ownColumns} ${seats} WHERE m.person_id = it.person_id AND m.grind_id = it.grind_id`;
const cardSql = `SELECT ${cardColumns} ${seats} WHERE m.person_id = it.person_id AND m.grind_id = it.grind_id`;

const memberColumns = `m.person_id AS "personId", (SELECT name FROM people WHERE id = m.person_id) AS name, m.role,
  m.joined_at AS "joinedAt"`;
const memberSql = `SELECT ${memberColumns} FROM memberships m WHERE m.grind_id = $1 AND m.person_id = $2`;

/** Names are looked up for the page alone, not for everybody who is sorted to find it. */
const membersSql = `SELECT ${memberColumns} FROM (
    SELECT * FROM memberships WHERE grind_id = it.grind_id
      AND (it.last_no_owner IS NULL
        OR (role <> 'owner', joined_at, person_id) > (it.last_no_owner, it.last_at, it.last_id))
    ORDER BY role <> 'owner', joined_at, person_id LIMIT it.rows
  ) m`;

function memberPages(db: Db): (grindId: string, page: Page) => Promise<Paged<MemberRow>> {
  const find = lookUpAll<MemberRow, unknown[]>(db, {
    name: "grind-members",
    by: { grind_id: "uuid", last_no_owner: "boolean", last_at: "timestamptz", last_id: "uuid", rows: "int" },
    sql: membersSql,
  });
  return async (grindId, { cursor, limit }) => {
    const rows = await find(grindId, ...pageAfter(cursor, ["flag", "instant", "id"]), limit + 1);
    rows.sort(ownersFirst);
    return toPage(rows, limit, (row) => [String(row.role !== "owner"), row.joinedAt.toISOString(), row.personId]);
  };
}

function ownersFirst(a: MemberRow, b: MemberRow): number {
  return Number(a.role !== "owner") - Number(b.role !== "owner") ||
    a.joinedAt.getTime() - b.joinedAt.getTime() || (a.personId < b.personId ? -1 : 1);
}

type NewGrind = { id: string; name: string; ownerId: string; at: Date };

async function create(db: Db, { id, name, ownerId, at }: NewGrind): Promise<void> {
  await db.tx(async (tx) => {
    await lockPerson(tx, ownerId);
    makeRoom("grindsPerPerson", await tx.membership.count({ where: { personId: ownerId } }));
    await tx.grind.create({ data: { id, name, createdAt: at } });
    await tx.membership.create({ data: { grindId: id, personId: ownerId, role: "owner", joinedAt: at } });
  });
}

async function remove(db: Db, grindId: string): Promise<string[]> {
  return await db.tx(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM grinds WHERE id = ${grindId}::uuid FOR UPDATE`;
    const left = await tx.$queryRaw<{ id: string }[]>`
      DELETE FROM memberships WHERE grind_id = ${grindId}::uuid RETURNING person_id AS id`;
    await tx.grind.deleteMany({ where: { id: grindId } });
    return left.map((it) => it.id);
  });
}
