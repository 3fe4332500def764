import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { emptyMs, keptMs } from "../../server/domain/seat/timers.ts";
import { handoverMs } from "../../server/domain/seat/turns.ts";
import { type FakeClock, fakeClock } from "../kit/clock.ts";
import { type LivePage, openPage } from "../kit/live-page.ts";
import { addMember, addSession } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

let server: TestServer;
let clock: FakeClock;
let mod: Person;
let ann: Person;
let ben: Person;
let grindId: string;
let sessionId: string;
const pages: LivePage[] = [];

beforeAll(async () => {
  clock = fakeClock();
  server = await startServer({ clock });
  [mod, ann, ben] = [await server.known("Mo"), await server.known("Ann"), await server.known("Ben")];
  grindId = (await mod.post("/grinds", { body: { name: "Thursday Loop" } })).id;
  for (const { id } of [ann, ben]) await addMember(server.database.db, grindId, id);
});
afterAll(() => server.close());
beforeEach(async () => {
  for (const page of pages.splice(0)) page.close();
  sessionId = await newSession();
});

const newSession = () => addSession(server.database.db, { grindId, madeById: mod.id, at: new Date(clock.now()) });
const open = async (person: Person): Promise<LivePage> => {
  const page = await openPage(server.url, person);
  pages.push(page);
  return page;
};
const enter = async (person: Person): Promise<LivePage> => {
  const page = await open(person);
  await page.join(sessionId);
  return page;
};
/** Passes so much time, and resolves when the rooms have looked at the clock: all of them do in the same moment. */
const afterTicks = async (ms: number): Promise<void> => {
  const other = await newSession();
  const [first, next] = [await open(ann), await open(ben)];
  for (const page of [first, next]) await page.join(other, { takeOver: true });
  await first.ask("seat:take", {});
  await first.ask("seat:give", { personId: ben.id });
  clock.pass(Math.max(ms, handoverMs));
  await next.sees((view) => view.seatId === ben.id);
  for (const page of [first, next]) page.close();
};
const away = (personId: string) => (view: ReturnType<LivePage["view"]>) =>
  typeof view.people[personId]?.awayUntilMs === "number";

describe("a page that is in two places", () => {
  it("is away from the first room as soon as it is in the second, and hears no more of the first", async () => {
    const [first, page] = [await enter(ben), await enter(ann)];
    const other = await newSession();
    await page.join(other);
    await first.sees(away(ann.id));
    clock.pass(keptMs);
    await first.sees((view) => !(ann.id in view.people));
    expect(page.heard("room:closed")).toEqual([]);
    expect(await page.ask("room:look", {})).toMatchObject({ view: { sessionId: other } });
  });

  it("is in one room when it asks for two at once, and a ghost in none", async () => {
    const [here, page] = [await enter(ben), await open(ann)];
    const other = await newSession();
    const there = await open(mod);
    await there.join(other);
    await Promise.all([page.ask("room:join", { sessionId }), page.ask("room:join", { sessionId: other })]);
    await here.sees(away(ann.id));
    page.breakOff();
    await there.sees(away(ann.id));
  });

  it("is no ghost when it is gone before it was let in", async () => {
    const watcher = await enter(ben);
    for (let i = 0; i < 5; i++) {
      const page = await open(ann);
      page.socket.emit("room:join", { sessionId, takeOver: true });
      page.breakOff();
      await until(() => page.socket.disconnected);
    }
    const last = await enter(ann).catch(() => undefined);
    expect(last).toBeDefined();
    last?.breakOff();
    await watcher.sees(away(ann.id));
    clock.pass(keptMs);
    await watcher.sees((view) => !(ann.id in view.people));
  });

  it("is not away while its newer connection is there, however late the older one is noticed", async () => {
    const watcher = await enter(ben);
    let page = await open(ann);
    let { resume } = await page.join(sessionId);
    for (let i = 0; i < 8; i++) {
      const next = await open(ann);
      const joining = next.join(sessionId, { resume });
      for (let turns = 0; turns < i; turns++) await watcher.ask("room:look", {});
      page.breakOff();
      ({ resume } = await joining);
      page = next;
      await page.ask("hand:raise", { up: i % 2 === 0 });
      clock.pass(1_000);
      expect((await watcher.ask("room:look", {})).view.people[ann.id]?.awayUntilMs).toBeNull();
    }
  });

  it("hears itself only until it is in a room", async () => {
    const page = await open(ann);
    const [, opened] = await Promise.allSettled([page.ask("room:join", { sessionId }), page.ask("echo:open", {})]);
    expect(opened).toMatchObject({ status: "rejected", reason: { failure: { code: "conflict" } } });
    await page.ask("room:leave", {});
    await page.ask("echo:open", {});
  });
});

describe("a page that comes in", () => {
  it("misses nothing of what happens in that very moment", async () => {
    const watcher = await enter(ben);
    for (let i = 0; i < 12; i++) {
      clock.pass(1_000);
      const page = await open(ann);
      const joining = page.join(sessionId, { takeOver: true });
      for (let turns = 0; turns < i % 6; turns++) await watcher.ask("room:look", {});
      await Promise.all([joining, watcher.ask("hand:raise", { up: i % 2 === 0 })]);
      expect((await page.ask("room:look", {})).view).toEqual(page.view());
    }
  });

  it("is not let in by what was true before they were taken out of the grind", async () => {
    const cat = await server.known("Cat");
    for (let i = 0; i < 5; i++) {
      clock.pass(1_000);
      sessionId = await newSession();
      await addMember(server.database.db, grindId, cat.id);
      const page = await open(cat);
      const member = { id: grindId, personId: cat.id };
      const [joined] = await Promise.allSettled([
        page.join(sessionId),
        mod.del("/grinds/:id/members/:personId", { params: member }),
      ]);
      if (joined.status === "fulfilled") await page.hears("room:closed", ({ why }) => why === "signed-out");
      await expect(page.ask("room:look", {})).rejects.toThrow("in no room");
      page.close();
    }
  });
});

describe("a database that fails for a moment", () => {
  it("keeps nobody in a room who was taken out of its grind meanwhile", async () => {
    const { pool } = server.database.db;
    const dan = await server.known("Dan");
    await addMember(server.database.db, grindId, dan.id);
    const [watcher, page] = [await enter(ben), await enter(dan)];
    const before = server.lines.length;
    await pool.query("ALTER TABLE participants RENAME TO elsewhere");
    try {
      await mod.del("/grinds/:id/members/:personId", { params: { id: grindId, personId: dan.id } });
      await until(() => server.lines.slice(before).some((it) => it.includes("tried again")));
    } finally {
      await pool.query("ALTER TABLE elsewhere RENAME TO participants");
    }
    clock.pass(2_000);
    await watcher.sees((view) => !(dan.id in view.people));
    expect(await page.hears("room:closed")).toMatchObject({ why: "signed-out" });
  });

  it("lets nobody in whose coming could not be noted, and lets them in the next time", async () => {
    const { pool } = server.database.db;
    const [watcher, page] = [await enter(ben), await open(ann)];
    await pool.query("ALTER TABLE participants ADD COLUMN mood text NOT NULL DEFAULT ''");
    await pool.query("ALTER TABLE participants ALTER COLUMN mood DROP DEFAULT");
    try {
      await expect(page.join(sessionId)).rejects.toThrow("internal");
    } finally {
      await pool.query("ALTER TABLE participants DROP COLUMN mood");
    }
    expect(Object.keys(watcher.view().people)).toEqual([ben.id]);
    await page.join(sessionId);
    await watcher.sees((view) => ann.id in view.people);
  });
});

describe("a device that is signed out", () => {
  it("is out of the room at once, with its seat", async () => {
    const eve = await server.known("Eve");
    await addMember(server.database.db, grindId, eve.id);
    const [watcher, page] = [await enter(ben), await enter(eve)];
    await page.ask("seat:take", {});
    await eve.post("/account/sign-out", {});
    await watcher.sees((view) => !(eve.id in view.people) && view.seatId === null);
    await until(() => page.socket.disconnected);
  });
});

describe("places to hear oneself", () => {
  it("are not all one person's, and are free again when a page is gone before it got one", async () => {
    const hearing = await Promise.all(Array.from({ length: 4 }, () => open(ann)));
    for (const page of hearing) await page.ask("echo:open", {});
    await expect((await open(ann)).ask("echo:open", {})).rejects.toThrow("too-many");
    await (await open(ben)).ask("echo:open", {});
    hearing.forEach((it) => it.close());
    for (let i = 0; i < 6; i++) {
      const page = await open(ann);
      page.socket.emit("echo:open", {});
      page.breakOff();
    }
    await until(async () => await (await open(ann)).ask("echo:open", {}).catch(() => false));
  });
});

describe("a seat that is handed to somebody who is in another interview", () => {
  it("is theirs after the countdown without an interview, and the last one's is over", async () => {
    const { prisma } = server.database.db;
    const task = await prisma.task.findFirstOrThrow({ where: { grindId: null } });
    const { id } = await ben.post("/interviews", { body: { taskId: task.id, mode: "peer" } });
    await ben.post("/interviews/:id/status", { params: { id }, body: { status: "IN_PROGRESS" } });
    const [first, next] = [await enter(ann), await enter(ben)];
    await first.ask("seat:take", {});
    await first.ask("interview:start", {});
    const interviewId = first.view().interview?.id ??
      (await first.sees((view) => view.interview !== null)).interview?.id;
    await first.ask("seat:give", { personId: ben.id });
    clock.pass(handoverMs);
    await next.sees((view) => view.seatId === ben.id && view.interview === null && view.handover === null);
    const { status, endedAs } = await prisma.interview.findUniqueOrThrow({ where: { id: interviewId ?? "" } });
    expect([status, endedAs]).toEqual(["COMPLETED", "HANDED_OVER"]);
    await ben.post("/interviews/:id/status", { params: { id }, body: { status: "COMPLETED" } });
    await next.ask("interview:start", {});
  });
});

describe("a room that nobody has come to", () => {
  it("waits until its time although somebody looked in early and left", async () => {
    const at = new Date(clock.now() + 15 * 60_000);
    const early = await addSession(server.database.db, { grindId, madeById: mod.id, at, state: "scheduled" });
    const page = await open(mod);
    await page.join(early);
    await page.ask("room:leave", {});
    await afterTicks(emptyMs + 60_000);
    await page.join(early);
    await page.ask("room:leave", {});
    await afterTicks(4 * 60_000 + emptyMs - 1_000);
    await page.join(early);
    expect(page.view().sessionId).toBe(early);
  });

  it("is not over because the first who tried was refused", async () => {
    const at = new Date(clock.now() - emptyMs - 1_000);
    const late = await addSession(server.database.db, { grindId, madeById: mod.id, at });
    await expect((await open(ann)).join(late, { resume: "stolen" })).rejects.toThrow("closed");
    await afterTicks(1_000);
    await (await open(ann)).join(late);
  });
});
