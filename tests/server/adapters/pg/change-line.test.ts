import { afterEach, beforeEach, expect, it } from "vitest";
import { ChangeLine } from "../../../../server/adapters/pg/change-line.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import { type FreshDatabase, freshDatabase } from "../../../kit/database.ts";
import { addGrind, addPerson, addSession, ids } from "../../../kit/rows.ts";
import { until } from "../../../kit/until.ts";

let database: FreshDatabase;
let line: ChangeLine | undefined;
let told: string[];
let listening: number;
let failing: boolean;
const at = new Date("2026-01-05T12:00:00.000Z");
/** How the database knows the line. */
const backends = `pg_stat_activity WHERE application_name = 'grindstone changes' AND datname = current_database()`;

beforeEach(async () => {
  [told, listening, failing] = [[], 0, false];
  database = await freshDatabase();
  line = new ChangeLine({
    url: database.url,
    log: silentLog,
    beatMs: 20,
    onChange: (kind, id) => void told.push(`${kind} ${id}`),
    onListening: async () => {
      listening++;
      if (failing) throw new Error("what is held cannot be looked at");
    },
  });
  await until(() => listening === 1);
});
afterEach(async () => {
  await line?.close();
  await line?.close();
  await database.close();
});

/** What is told of what `work` does, and nothing that is told of anything else. */
async function toldOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = told.length;
  await work();
  const last = ids.next();
  await database.db.pool.query("SELECT pg_notify('grindstone', $1)", [`device ${last}`]);
  await until(() => told.includes(`device ${last}`));
  return told.slice(before, -1);
}
const people = async () => {
  const [owner, other] = [await addPerson(database.db), await addPerson(database.db)];
  const grindId = await addGrind(database.db, { [owner]: "owner", [other]: "member" });
  const sessionId = await addSession(database.db, { grindId, madeById: owner, at });
  return { owner, other, grindId, sessionId };
};

it("tells of everybody whose place in a grind is another one, by the grind alone", async () => {
  const { prisma } = database.db;
  const { other: personId, grindId } = await people();
  const grindId_personId = { grindId, personId };
  const role = "moderator" as const;
  expect(await toldOf(() => prisma.membership.update({ where: { grindId_personId }, data: { role } }))).toEqual([
    `grind ${grindId}`,
  ]);
  expect(await toldOf(() => prisma.membership.delete({ where: { grindId_personId } }))).toEqual([`grind ${grindId}`]);
  expect(await toldOf(() => addPerson(database.db))).toEqual([]);
});

it("tells of what somebody said may be recorded, of an interview that is over and of a session that is", async () => {
  const { prisma } = database.db;
  const { owner: personId, sessionId } = await people();
  const session = [`session ${sessionId}`];
  const said = { sessionId, personId, purpose: "record" as const, givenAt: at };
  expect(await toldOf(() => prisma.sessionConsent.create({ data: said }))).toEqual(session);
  const withdrawn = { where: { sessionId }, data: { withdrawnAt: at } };
  expect(await toldOf(() => prisma.sessionConsent.updateMany(withdrawn))).toEqual(session);
  const interview = { id: ids.next(), ownerId: personId, sessionId, mode: "peer" as const, createdAt: at };
  const running = { ...interview, status: "IN_PROGRESS" as const, startedAt: at };
  expect(await toldOf(() => prisma.interview.create({ data: running }))).toEqual([]);
  const over = { where: { id: interview.id }, data: { status: "COMPLETED" as const, endedAt: at } };
  expect(await toldOf(() => prisma.interview.update(over))).toEqual(session);
  const ended = { where: { id: sessionId }, data: { state: "ended" as const, endedAt: at } };
  expect(await toldOf(() => prisma.session.update(ended))).toEqual(session);
});

it("tells of a grind that is deleted, and of its sessions", async () => {
  const { grindId, sessionId } = await people();
  const gone = await toldOf(() => database.db.prisma.grind.delete({ where: { id: grindId } }));
  expect(gone.toSorted()).toEqual([`grind ${grindId}`, `session ${sessionId}`]);
});

it("tells of a device that is signed out, and not of one that is used", async () => {
  const { device } = database.db.prisma;
  const id = ids.next();
  const times = { createdAt: at, lastSeenAt: at, expiresAt: at };
  const personId = await addPerson(database.db);
  await device.create({ data: { id, personId, tokenHash: new Uint8Array(32), label: "Test", ...times } });
  expect(await toldOf(() => device.update({ where: { id }, data: { label: "Another" } }))).toEqual([]);
  expect(await toldOf(() => device.delete({ where: { id } }))).toEqual([`device ${id}`]);
});

it("listens again when its line breaks, and says so, because something may have been missed", async () => {
  const { grindId } = await people();
  await database.db.pool.query(`SELECT pg_terminate_backend(pid) FROM ${backends}`);
  await until(() => listening === 2);
  expect(await toldOf(() => database.db.prisma.grind.delete({ where: { id: grindId } }))).toContain(`grind ${grindId}`);
});

it("begins anew when what is held could not be looked at", async () => {
  failing = true;
  await database.db.pool.query(`SELECT pg_terminate_backend(pid) FROM ${backends}`);
  await until(() => listening >= 3);
  failing = false;
  const before = listening;
  await until(() => listening === before + 1);
});

it("is silent once it is closed, and its line with it", async () => {
  await line?.close();
  await until(async () => (await database.db.pool.query(`SELECT 1 FROM ${backends}`)).rowCount === 0);
  const { grindId } = await people();
  await database.db.prisma.grind.delete({ where: { id: grindId } });
  expect(told).toEqual([]);
});
