import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeDemo, seedDemo } from "../../../../server/adapters/pg/seed-demo.ts";
import { seedDemoWeekly } from "../../../../server/adapters/pg/seed-demo-weekly.ts";
import { fakeClock } from "../../../kit/clock.ts";
import { backends, type FreshDatabase, freshDatabase } from "../../../kit/database.ts";
import { addTask, ids } from "../../../kit/rows.ts";

describe.each(backends())("the demo grind's weekly session on the %s database", (backend) => {
  let database: FreshDatabase;
  beforeEach(async () => void (database = await freshDatabase({ backend })));
  afterEach(() => database.close());

  const clock = fakeClock(); // a Monday
  const demo = () => seedDemo(database.db, { clock, ids, passwordHash: () => Promise.resolve("hash") });
  const weekly = () => seedDemoWeekly(database.db, { clock, ids, timeZone: "Europe/Lisbon" });
  const sessions = () => database.db.prisma.session.findMany({ orderBy: { startsAt: "asc" } });

  it("is made once, for the next Thursdays, with a task of the house", async () => {
    const taskId = await addTask(database.db);
    await demo();
    expect(await Promise.all([weekly(), weekly()])).toEqual(expect.arrayContaining([true, false]));
    expect(await weekly()).toBe(false);
    const rows = await sessions();
    expect(rows).toHaveLength(8);
    expect(rows[0]).toMatchObject({
      taskId,
      mode: "peer",
      state: "scheduled",
      startsAt: new Date("2026-01-08T19:30:00.000Z"),
      timeZone: "Europe/Lisbon",
    });
  });

  it("stays away when it was cancelled, and survives that the demo is closed and opened again", async () => {
    await demo();
    await weekly();
    await database.db.prisma.session.deleteMany();
    await closeDemo(database.db, { clock });
    await demo();
    expect(await weekly()).toBe(false);
    expect(await sessions()).toEqual([]);
  });

  it("is not made where there is no demo grind, or not any more", async () => {
    expect(await weekly()).toBe(false);
    await demo();
    await database.db.prisma.grind.deleteMany();
    expect(await weekly()).toBe(false);
  });
});
