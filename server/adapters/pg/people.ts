import { toPage } from "../../kit/cursor.ts";
import { AppError } from "../../kit/errors.ts";
import { demoEmail, type NewPerson, type People, type Person, type PersonRow } from "../../ports/people.ts";
import type { Db, Tx } from "./db.ts";
import { violationOf } from "./db-errors.ts";
import { pageAfter } from "./keyset.ts";
import { holding } from "./like.ts";
import { lookUp } from "./look-up.ts";

/** People in Postgres. */
export function pgPeople(db: Db): People {
  return {
    add: (person, { onlyFirst = false } = {}) => add(db, person, onlyFirst),
    byId: lookUp<Person, [string]>(db, { name: "people.by-id", by: { id: "uuid" }, sql: byIdSql }),
    byEmail: (email) => db.prisma.person.findUnique({ where: { email } }),
    any: () => anybody(db.prisma),
    rename: (id, change) => rename(db, id, change),
    async setPasswordHash(id, passwordHash, { ifStill } = {}) {
      if (ifStill === undefined) return void await db.query("people.password", passwordSql, [id, passwordHash]);
      await db.prisma.person.updateMany({ where: { id, passwordHash: ifStill }, data: { passwordHash } });
    },
    reclaim: (id, at) => db.tx((tx) => reclaim(tx, id, at)),
    change: (id, change) => withAdminsLocked(db, (tx) => changeOne(tx, id, change)),
    delete: (id) => withAdminsLocked(db, (tx) => deleteOne(tx, id)),
    mayDelete: (id) => refuseIfLast(db.prisma, id),
    list: (ask) => list(db, ask),
    counts: () => counts(db),
  };
}

const passwordSql = `
  WITH links AS (DELETE FROM proofs WHERE person_id = $1 AND kind = 'reset_password')
  UPDATE people SET password_hash = $2 WHERE id = $1`;

async function add(db: Db, { identity, ...person }: NewPerson, onlyFirst: boolean): Promise<Person | null> {
  const insert = async (tx: Tx, admin: boolean): Promise<Person> => {
    const added = await tx.person.create({ data: { ...person, admin } });
    if (identity) {
      await tx.identity.create({ data: { ...identity, personId: person.id, createdAt: person.createdAt } });
    }
    return added;
  };
  try {
    // Once somebody is here nobody becomes the first again, so only then the lock is worth its wait.
    if (person.email === demoEmail || (!onlyFirst && await anybody(db.prisma))) {
      return await db.tx((tx) => insert(tx, false));
    }
    return await withAdminsLocked(db, async (tx) => {
      const first = !await anybody(tx);
      return first || !onlyFirst ? await insert(tx, first) : null;
    });
  } catch (error) {
    if (violationOf(error)?.kind !== "unique") throw error;
    throw new AppError(
      "conflict",
      "There is an account with this address already. Sign in, or ask for a new password.",
      { cause: error, field: "email" },
    );
  }
}

async function anybody(tx: Tx, but?: string): Promise<boolean> {
  const others = but === undefined ? {} : { id: { not: but } };
  return await tx.person.findFirst({ where: { ...others, email: { not: demoEmail } }, select: { id: true } }) !== null;
}

async function rename(
  db: Db,
  id: string,
  { name, version }: { name: string; version: number },
): Promise<Person | null> {
  const [person] = await db.prisma.person.updateManyAndReturn({
    where: { id, version },
    data: { name, version: { increment: 1 } },
  });
  return person ?? null;
}

async function reclaim(tx: Tx, id: string, at: Date): Promise<string[]> {
  const mine = { where: { personId: id } };
  const devices = await tx.device.findMany({ ...mine, select: { id: true } });
  await tx.device.deleteMany(mine);
  await tx.identity.deleteMany(mine);
  await tx.proof.deleteMany(mine);
  await tx.person.update({ where: { id }, data: { passwordHash: null, emailVerifiedAt: at } });
  return devices.map((it) => it.id);
}

type Change = Parameters<People["change"]>[1];

async function changeOne(tx: Tx, id: string, change: Change): Promise<Person | null> {
  const [person] = await tx.person.updateManyAndReturn({ where: { id }, data: change });
  if (!person) return null;
  if (change.admin === false || change.blockedAt) await keepAnAdmin(tx);
  return person;
}

async function deleteOne(tx: Tx, id: string): Promise<boolean> {
  await refuseIfLast(tx, id);
  return (await tx.person.deleteMany({ where: { id } })).count > 0;
}

/** Whoever is alone here may go; the instance is then as new. */
async function refuseIfLast(tx: Tx, id: string): Promise<void> {
  const person = await tx.person.findUnique({ where: { id }, select: { admin: true } });
  if (person?.admin && await anybody(tx, id)) await keepAnAdmin(tx, id);
}

/** Refuses, and thereby undoes, what leaves nobody to look after the instance. */
async function keepAnAdmin(tx: Tx, without?: string): Promise<void> {
  const others = without === undefined ? {} : { id: { not: without } };
  const admin = await tx.person.findFirst({ where: { ...others, admin: true, blockedAt: null }, select: { id: true } });
  if (!admin) {
    throw new AppError("conflict", "This is the only admin. Make somebody else an admin first; nothing was changed.");
  }
}

/** One at a time over all nodes: two admins cannot remove each other, two newcomers cannot both be the first. */
function withAdminsLocked<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.tx(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('people.admins', 0))`;
    return await work(tx);
  });
}

const personColumns = `p.id, p.email, p.email_verified_at AS "emailVerifiedAt", p.name, p.admin, p.version,
         p.password_hash AS "passwordHash", p.blocked_at AS "blockedAt", p.created_at AS "createdAt"`;

const byIdSql = `SELECT ${personColumns} FROM people p WHERE p.id = it.id`;

const listSql = `
  SELECT ${personColumns},
         (SELECT max(d.last_seen_at) FROM devices d WHERE d.person_id = p.id) AS "lastSeenAt",
         (SELECT count(*)::int FROM memberships m WHERE m.person_id = p.id) AS grinds,
         (SELECT count(*)::int FROM interviews i WHERE i.owner_id = p.id) AS interviews
  FROM people p
  WHERE ($1::text IS NULL OR p.name ILIKE $1 COLLATE "und-x-icu" OR p.email ILIKE $1)
    AND ($2::uuid IS NULL OR p.id = $2)
    AND ($3::timestamptz IS NULL OR (p.created_at, p.id) < ($3, $4::uuid))
  ORDER BY p.created_at DESC, p.id DESC
  LIMIT $5`;

async function list(db: Db, { q, id, cursor, limit }: Parameters<People["list"]>[0]): ReturnType<People["list"]> {
  const [createdAt, lastId] = pageAfter(cursor, ["instant", "id"]);
  const like = q ? holding(q) : null;
  const rows = await db.query<PersonRow>("people.list", listSql, [like, id ?? null, createdAt, lastId, limit + 1]);
  return toPage(rows, limit, (it) => [it.createdAt.toISOString(), it.id]);
}

/** Above this, counting row by row is slower than the answer is worth. */
const exactUpTo = 20_000;

const countOf = (table: string): string =>
  `(
  SELECT CASE WHEN n <= ${exactUpTo} THEN n
    ELSE greatest(n, (SELECT reltuples FROM pg_class WHERE oid = '${table}'::regclass)) END::int
  FROM (SELECT count(*) AS n FROM (SELECT FROM ${table} LIMIT ${exactUpTo + 1}) few) counted)`;

const countsSql = `SELECT ${countOf("people")} AS people, ${countOf("grinds")} AS grinds,
  ${countOf("interviews")} AS interviews`;

async function counts(db: Db): ReturnType<People["counts"]> {
  const [row] = await db.query<Awaited<ReturnType<People["counts"]>>>("people.counts", countsSql);
  return row ?? { people: 0, grinds: 0, interviews: 0 };
}
