import { Buffer } from "node:buffer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Db, openDb } from "../../../../server/adapters/pg/db.ts";
import { closeDemo, seedDemo } from "../../../../server/adapters/pg/seed-demo.ts";
import { demoEmail } from "../../../../server/ports/people.ts";
import { systemClock } from "../../../../server/kit/clock.ts";
import { uuidv7 } from "../../../../server/kit/ids.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import { backends, type FreshDatabase, freshDatabase } from "../../../kit/database.ts";

const clock = systemClock;
const ids = uuidv7(clock);

describe.each(backends())("the demo account on the %s database", (backend) => {
  let database: FreshDatabase;
  let db: Db;
  let hashed: number;

  beforeEach(async () => {
    database = await freshDatabase({ backend });
    db = database.db;
    hashed = 0;
  });
  afterEach(() => database.close());

  const seed = (node = db): Promise<boolean> =>
    seedDemo(node, { clock, ids, passwordHash: () => Promise.resolve(`hash ${++hashed}`) });
  const demo = () => db.prisma.person.findUnique({ where: { email: demoEmail }, include: { memberships: true } });

  it("is made once, owns its grind and is nobody's admin", async () => {
    expect(await seed()).toBe(true);
    const made = await demo();
    expect(made).toMatchObject({ admin: false, passwordHash: "hash 1", memberships: [{ role: "owner" }] });
    expect(await db.prisma.grind.findMany()).toMatchObject([{ name: "Demo grind" }]);
    expect(await seed()).toBe(true);
    expect(await demo()).toEqual(made);
    expect(hashed).toBe(1);
  });

  it("is made once when two nodes start at once", async () => {
    const other = openDb({ url: database.url, max: 2, log: silentLog });
    expect(await Promise.all([seed(), seed(other)])).toEqual([true, true]);
    await other.close();
    expect([await db.prisma.person.count(), await db.prisma.grind.count()]).toEqual([1, 1]);
  });

  it("stays away after an admin deleted it", async () => {
    await seed();
    await db.prisma.grind.deleteMany();
    await db.prisma.person.deleteMany();
    expect(await seed()).toBe(false);
    await closeDemo(db, { clock });
    expect([await db.prisma.person.count(), await db.prisma.grind.count()]).toEqual([0, 0]);
  });

  it("stays blocked after an admin blocked it", async () => {
    await seed();
    await db.prisma.person.update({ where: { email: demoEmail }, data: { blockedAt: new Date(clock.now()) } });
    await closeDemo(db, { clock });
    expect(await seed()).toBe(false);
    expect((await demo())?.blockedAt).not.toBeNull();
  });

  it("is closed and signed out where others can reach the server, and opens again where they cannot", async () => {
    await seed();
    const { id: personId } = await demo() ?? expect.fail("no demo account");
    const now = new Date(clock.now());
    const device = { id: ids.next(), personId, tokenHash: Buffer.from("t"), label: "Firefox on Linux" };
    await db.prisma.device.create({ data: { ...device, createdAt: now, lastSeenAt: now, expiresAt: now } });
    await closeDemo(db, { clock });
    await closeDemo(db, { clock });
    expect((await demo())?.blockedAt).not.toBeNull();
    expect(await db.prisma.device.count()).toBe(0);
    expect(await seed()).toBe(true);
    expect((await demo())?.blockedAt).toBeNull();
  });

  it("belongs to whoever changed its password: it is neither offered nor closed any more", async () => {
    await seed();
    await db.prisma.person.update({ where: { email: demoEmail }, data: { passwordHash: "their own" } });
    await closeDemo(db, { clock });
    expect((await demo())?.blockedAt).toBeNull();
    expect(await seed()).toBe(false);
  });

  it("takes over no account that somebody made with its address", async () => {
    await db.prisma.person.create({ data: { id: ids.next(), email: demoEmail, name: "Eva", createdAt: new Date() } });
    expect(await seed()).toBe(false);
    expect(await demo()).toMatchObject({ name: "Eva", passwordHash: null, memberships: [] });
    expect(await db.prisma.setting.count()).toBe(0);
  });
});
