import { Buffer } from "node:buffer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Db, openDb } from "../../../../server/adapters/pg/db.ts";
import { refuse, violationOf } from "../../../../server/adapters/pg/db-errors.ts";
import { systemClock } from "../../../../server/kit/clock.ts";
import { AppError } from "../../../../server/kit/errors.ts";
import { uuidv7 } from "../../../../server/kit/ids.ts";
import { makeLog, silentLog } from "../../../../server/kit/log.ts";
import { backends, type FreshDatabase, freshDatabase } from "../../../kit/database.ts";

const ids = uuidv7(systemClock);
const at = new Date("2026-11-20T10:00:00Z");
const person = (email: string) => ({ id: ids.next(), email, name: "Noor", createdAt: at });

describe.each(backends())("the %s database", (backend) => {
  let database: FreshDatabase;
  let db: Db;
  let lines: string[];

  beforeEach(async () => {
    lines = [];
    const log = makeLog({ level: "debug", format: "text", write: (line) => lines.push(line), now: () => 0 });
    database = await freshDatabase({ backend, log });
    db = database.db;
  });
  afterEach(() => database.close());

  const endConnection = (pid: number) => endBackend(database.url, pid);
  const people = (where: string, ...params: unknown[]) =>
    db.query<{ id: string }>(`test-${where}`, `SELECT id FROM people WHERE ${where}`, params);

  it("is one database to Prisma and to raw queries, and times come back as they went in", async () => {
    const noor = await db.prisma.person.create({ data: person("noor@example.com") });
    const rows = await db.query<{ email: string; created_at: Date }>(
      "test-person",
      "SELECT email, created_at FROM people WHERE id = $1",
      [noor.id],
    );
    expect(rows).toEqual([{ email: "noor@example.com", created_at: at }]);
    expect(noor.createdAt).toEqual(at);
  });

  it("prepares a named query once per connection", async () => {
    const one = openDb({ url: database.url, max: 1, log: silentLog });
    for (const email of ["a@example.com", "b@example.com", "c@example.com"]) {
      await one.query("test-by-email", "SELECT id FROM people WHERE email = $1", [email]);
    }
    const { rows } = await one.pool.query(
      "SELECT (generic_plans + custom_plans)::int AS runs FROM pg_prepared_statements WHERE name = 'test-by-email'",
    );
    expect(rows).toEqual([{ runs: 3 }]);
    await one.close();
  });

  it("takes back all of a transaction that fails", async () => {
    const failing = db.tx(async (tx) => {
      await tx.person.create({ data: person("half@example.com") });
      throw new AppError("conflict", "Somebody was faster.");
    });
    await expect(failing).rejects.toMatchObject({ code: "conflict" });
    expect(await db.prisma.person.count()).toBe(0);
  });

  it("names the constraint that a write broke, through Prisma and raw alike", async () => {
    await db.prisma.person.create({ data: person("noor@example.com") });
    const again = person("noor@example.com");
    const unique = { kind: "unique", constraint: "people_email_key" };
    const raw = "INSERT INTO people (id, email, name, created_at) VALUES ($1, $2, 'x', now())";
    expect(violationOf(await failure(db.prisma.person.create({ data: again })))).toEqual(unique);
    expect(violationOf(await failure(db.query("test-raw", raw, [again.id, again.email])))).toEqual(unique);
    expect(violationOf(
      await failure(db.tx((tx) =>
        tx.$executeRawUnsafe(
          "INSERT INTO people (id, email, name, created_at) VALUES (gen_random_uuid(), 'noor@example.com', 'x', now())",
        )
      )),
    )).toEqual(unique);
    const orphan = {
      tokenHash: Buffer.from("x"),
      kind: "verify_email" as const,
      email: "x",
      createdAt: at,
      expiresAt: at,
    };
    expect(violationOf(await failure(db.prisma.proof.create({ data: { ...orphan, personId: ids.next() } }))))
      .toEqual({ kind: "foreign-key", constraint: "proofs_person_id_fkey" });
    expect(violationOf(await failure(db.prisma.person.create({ data: person("Noor@example.com") }))))
      .toEqual({ kind: "check", constraint: "people_email_lower" });
    expect(violationOf(new Error("other"))).toBeUndefined();
  });

  it("turns a broken rule into the refusal that belongs to it and passes on every other error", async () => {
    const taken = new AppError("conflict", "This address has an account.", { field: "email" });
    const refusals = { people_email_key: taken };
    await db.prisma.person.create({ data: person("noor@example.com") });
    const twice = await failure(db.prisma.person.create({ data: person("noor@example.com") }));
    expect(() => refuse(twice, refusals)).toThrow(taken);
    const upper = await failure(db.prisma.person.create({ data: person("NOOR@example.com") }));
    expect(() => refuse(upper, refusals)).toThrow(upper as Error);
  });

  it("keeps one person from sitting in two seats at once", async () => {
    const { id: ownerId } = await db.prisma.person.create({ data: person("noor@example.com") });
    const seat = { ownerId, mode: "ai" as const, status: "IN_PROGRESS" as const, createdAt: at, startedAt: at };
    await db.prisma.interview.create({ data: { id: ids.next(), ...seat } });
    const second = await failure(db.prisma.interview.create({ data: { id: ids.next(), ...seat } }));
    expect(violationOf(second)?.kind).toBe("unique");
    const over = { ...seat, status: "COMPLETED" as const, endedAt: at };
    await expect(db.prisma.interview.create({ data: { id: ids.next(), ...over } })).resolves.toMatchObject(over);
  });

  it("never lets an invite be used more often than it allows", async () => {
    const grind = await db.prisma.grind.create({ data: { id: ids.next(), name: "Tuesday", createdAt: at } });
    const invite = await db.prisma.invite.create({
      data: {
        id: ids.next(),
        grindId: grind.id,
        kind: "link",
        tokenHash: Buffer.from("t"),
        createdAt: at,
        expiresAt: at,
        maxUses: 2,
      },
    });
    const use = () => db.prisma.invite.update({ where: { id: invite.id }, data: { uses: { increment: 1 } } });
    const used = await Promise.allSettled([use(), use(), use(), use()]);
    expect(used.filter((it) => it.status === "fulfilled")).toHaveLength(2);
  });

  it("tells the caller to come back when a connection dies, and works again at once", async () => {
    const dying = db.tx(async (tx) => {
      const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await endConnection(row?.pid ?? 0);
      await tx.person.count();
    });
    await expect(dying).rejects.toMatchObject({ code: "unavailable", retryable: true });
    expect(await people("email = $1", "nobody")).toEqual([]);
  });

  it("survives and logs connections that die while nobody uses them", async () => {
    const [row] = await db.query<{ pid: number }>("test-pid", "SELECT pg_backend_pid() AS pid");
    await endConnection(row?.pid ?? 0);
    await expect.poll(() => lines.join("\n")).toContain("idle database connection lost");
    await expect(db.ready()).resolves.toBeUndefined();
  });

  it("cuts off a statement that runs too long and says so", async () => {
    const { rows } = await db.pool.query("SHOW statement_timeout");
    expect(rows).toEqual([{ statement_timeout: "10s" }]);
    const slow = db.tx(async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = 20`;
      await tx.$queryRaw`SELECT pg_sleep(5)::text`;
    });
    await expect(slow).rejects.toMatchObject({ code: "unavailable" });
  });

  it.each([
    ["a database that is not there", { pathname: "/nowhere" }, /does not exist/],
    ["a user that is not known", { username: "stranger" }, /user or the password/],
  ])("tells the operator about %s", async (_, change, sentence) => {
    const other = openDb({ url: Object.assign(new URL(database.url), change).href, log: silentLog });
    await expect(other.ready()).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(sentence),
    });
    await expect(other.prisma.person.count()).rejects.toMatchObject({ code: "unavailable" });
    await other.close();
  });

  it("closes twice as once, and refuses work afterwards", async () => {
    const other = openDb({ url: database.url, log: silentLog });
    await other.ready();
    await Promise.all([other.close(), other.close()]);
    await expect(other.query("test-late", "SELECT 1")).rejects.toMatchObject({ code: "unavailable" });
    await expect(other.prisma.person.count()).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("a database that cannot be reached", () => {
  it.each([
    ["no server at the address", "postgresql://postgres@127.0.0.1:9/grindstone", /does not answer/],
    [
      "no server in the socket folder",
      "postgresql://postgres@localhost/grindstone?host=/nonexistent",
      /does not answer/,
    ],
    [
      "a certificate that is not there",
      "postgresql://postgres@localhost/x?sslmode=verify-full&sslrootcert=/no.crt",
      /sslrootcert/,
    ],
    ["a host name that is not known", "postgresql://postgres@nowhere.invalid/grindstone", /host name/],
  ])("tells the operator about %s without showing the password", async (_, url, sentence) => {
    const db = openDb({ url: url.replace("postgres@", "postgres:hush@"), log: silentLog });
    const refused = await failure(db.ready()) as AppError;
    expect(refused.message).toMatch(sentence);
    expect(refused.message + String(refused.cause)).not.toContain("hush");
    await expect(db.prisma.person.count()).rejects.toMatchObject({ code: "unavailable", retryable: true });
    await db.close();
  });
});

/** What `work` rejects with. */
async function failure(work: Promise<unknown>): Promise<unknown> {
  return await work.then(() => expect.fail("it did not fail"), (error: unknown) => error);
}

/** Ends a connection from outside, as a restart of the server would. */
async function endBackend(url: string, pid: number): Promise<void> {
  const other = openDb({ url, max: 1, log: silentLog });
  await other.pool.query("SELECT pg_terminate_backend($1, 2000)", [pid]);
  await other.close();
}
