import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Db, openDb } from "../../../../server/adapters/pg/db.ts";
import { type CatalogueTask, seedCatalogue } from "../../../../server/adapters/pg/seed-catalogue.ts";
import { systemClock } from "../../../../server/kit/clock.ts";
import { uuidv7 } from "../../../../server/kit/ids.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import { backends, type FreshDatabase, freshDatabase } from "../../../kit/database.ts";
import { addGrind, addTask } from "../../../kit/rows.ts";

const task = (slug: string, change: Partial<CatalogueTask> = {}): CatalogueTask => ({
  slug,
  title: `Task ${slug}`,
  kind: "coding",
  difficulty: "Medium",
  minutes: 45,
  brief: "Build it.",
  rubric: [{ name: "Clarity", weight: 100 }],
  plan: [{ ask: "Why?", probes: ["And then?"], hints: [], minutes: 5 }],
  ...change,
});
const two = [task("ferry"), task("tram")];

describe.each(backends())("seeding the catalogue on the %s database", (backend) => {
  let database: FreshDatabase;
  let db: Db;

  beforeEach(async () => {
    database = await freshDatabase({ backend });
    db = database.db;
  });
  afterEach(() => database.close());

  const seed = (tasks: readonly CatalogueTask[], node = db) =>
    seedCatalogue(node, { tasks, clock: systemClock, ids: uuidv7(systemClock), log: silentLog });
  const rows = () => db.prisma.task.findMany({ orderBy: { slug: "asc" } });

  it("adds every task once, whole, and changes nothing the second time", async () => {
    expect(await seed(two)).toEqual({ added: 2, changed: 0, archived: 0 });
    const first = await rows();
    expect(first[0]).toMatchObject({ ...task("ferry"), grindId: null, archivedAt: null, version: 1 });
    expect(await seed(two)).toEqual({ added: 0, changed: 0, archived: 0 });
    expect(await rows()).toEqual(first);
  });

  it("adds every task once when two nodes start at once", async () => {
    const other = openDb({ url: database.url, max: 2, log: silentLog });
    const changes = await Promise.all([seed(two), seed(two, other)]);
    await other.close();
    expect(changes.map((it) => it.added).toSorted((a, b) => a - b)).toEqual([0, 2]);
    expect(await db.prisma.task.count()).toBe(2);
  });

  it("keeps the id of a task that changed and raises its version, and leaves its neighbours alone", async () => {
    await seed(two);
    const [ferry, tram] = await rows();
    const plan = [{ ask: "Why not?", probes: ["Go on."], hints: [], minutes: 5 }];
    expect(await seed([task("ferry", { plan }), task("tram")])).toEqual({ added: 0, changed: 1, archived: 0 });
    expect(await rows()).toEqual([{ ...ferry, plan, version: 2 }, tram]);
  });

  it("archives a task that left the catalogue, once, and takes it back when it returns", async () => {
    await seed(two);
    const [, tram] = await rows();
    expect(await seed([task("ferry")])).toEqual({ added: 0, changed: 0, archived: 1 });
    expect(await seed([task("ferry")])).toEqual({ added: 0, changed: 0, archived: 0 });
    expect((await rows())[1]).toMatchObject({ id: tram?.id, archivedAt: expect.any(Date), version: 2 });
    expect(await seed(two)).toEqual({ added: 0, changed: 1, archived: 0 });
    expect((await rows())[1]).toMatchObject({ id: tram?.id, archivedAt: null, version: 3 });
  });

  it("never touches what a grind wrote itself", async () => {
    const own = await addTask(db, { grindId: await addGrind(db, {}), title: "Ours" });
    await seed(two);
    expect(await db.prisma.task.findUnique({ where: { id: own } })).toMatchObject({ archivedAt: null, version: 1 });
  });

  it("writes nothing when one of the tasks is unusable, or when there are none", async () => {
    await expect(seed([task("ferry"), task("tram", { minutes: 0 })])).rejects.toThrow();
    expect(await rows()).toEqual([]);
    await seed(two);
    await expect(seed([])).rejects.toThrow(/empty catalogue/);
    expect((await rows()).map((it) => it.archivedAt)).toEqual([null, null]);
  });
});
