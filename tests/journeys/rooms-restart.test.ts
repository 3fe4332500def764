import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keptMs } from "../../server/domain/seat/timers.ts";
import { type FakeClock, fakeClock } from "../kit/clock.ts";
import { type LivePage, openPage } from "../kit/live-page.ts";
import { addMember, addSession, ids } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";

let server: TestServer;
let clock: FakeClock;
let ann: Person;
let ben: Person;
let grindId: string;

beforeAll(async () => {
  clock = fakeClock();
  server = await startServer({ clock });
});
beforeEach(async () => {
  [ann, ben] = [await server.known("Ann"), await server.known("Ben")];
  grindId = (await ann.post("/grinds", { body: { name: "Thursday Loop" } })).id;
  await addMember(server.database.db, grindId, ben.id);
});
afterAll(() => server.close());

const begin = async (): Promise<{ sessionId: string; pages: [LivePage, LivePage]; passes: [string, string] }> => {
  const sessionId = await addSession(server.database.db, { grindId, madeById: ann.id, at: new Date(clock.now()) });
  const pages: [LivePage, LivePage] = [await openPage(server.url, ann), await openPage(server.url, ben)];
  const passes: [string, string] = [(await pages[0].join(sessionId)).resume, (await pages[1].join(sessionId)).resume];
  await pages[0].ask("seat:take", {});
  await pages[0].ask("interview:start", {});
  await pages[1].ask("hand:raise", { up: true });
  await pages[1].ask("chat:say", { id: crypto.randomUUID(), text: "Good luck." });
  return { sessionId, pages, passes };
};

describe("a server that is stopped and started again", () => {
  it("tells everybody, and finds them in their places with all that was said", async () => {
    const { sessionId, pages, passes } = await begin();
    const before = pages[1].view();
    const stopped = pages[1].hears("server:stopping");
    await server.restart();
    await stopped;
    const page = await openPage(server.url, ben);
    const joined = await page.join(sessionId, { resume: passes[1] });
    expect(joined.view).toMatchObject({ seatId: ann.id, interview: before.interview });
    expect(joined.view.people[ben.id]?.handMs).toBe(before.people[ben.id]?.handMs);
    expect(joined.view.people[ann.id]?.awayUntilMs).toBe(clock.now() + keptMs);
    expect(joined.chat.map((it) => it.text)).toEqual(["Good luck."]);
    const back = await (await openPage(server.url, ann)).join(sessionId, { resume: passes[0] });
    expect(back.view).toMatchObject({ seatId: ann.id, seatKeptUntilMs: null });
    page.close();
  });

  it("lets nobody in any more who comes while it stops, and tells them when to try again", async () => {
    const { sessionId, pages } = await begin();
    const { pool } = server.database.db;
    // Nothing can be kept, so the stop takes as long as this.
    const client = await pool.connect();
    await client.query("BEGIN; LOCK TABLE live_rooms IN ACCESS EXCLUSIVE MODE");
    const late = await openPage(server.url, ben);
    const stopped = pages[1].hears("server:stopping");
    const restarted = server.restart();
    await stopped;
    const refused = late.join(sessionId, { takeOver: true });
    await expect(refused).rejects.toMatchObject({
      failure: { code: "unavailable", message: expect.stringContaining("about to restart") },
    });
    await client.query("COMMIT");
    client.release();
    await restarted;
  });

  it("ends what nobody comes back to", async () => {
    const { sessionId, pages } = await begin();
    const interviewId = pages[0].view().interview?.id ?? "";
    await server.restart();
    const page = await openPage(server.url, ben);
    await page.join(sessionId);
    clock.pass(keptMs);
    await page.sees((view) => view.seatId === null);
    const { endedAs } = await server.database.db.prisma.interview.findUniqueOrThrow({ where: { id: interviewId } });
    expect(endedAs).toBe("FAILED");
    page.close();
  });

  it("keeps nothing that can be read without its key, and nothing of a session that is over", async () => {
    const { sessionId, pages } = await begin();
    await server.restart();
    const { prisma } = server.database.db;
    const { roomSealed: room } = await prisma.liveRoom.findUniqueOrThrow({ where: { sessionId } });
    expect(Buffer.from(room).includes("Good luck")).toBe(false);
    expect(Buffer.from(room).includes(ann.id)).toBe(false);
    const page = await openPage(server.url, ann);
    await page.join(sessionId);
    await page.ask("session:end", {});
    await page.hears("room:closed");
    expect(await prisma.liveRoom.findUnique({ where: { sessionId } })).toBeNull();
    pages.forEach((it) => it.close());
  });

  it("starts although what it kept of a room was damaged, and frees whoever was in it", async () => {
    const { sessionId } = await begin();
    const { prisma } = server.database.db;
    await server.restart({
      meanwhile: async () => {
        const { roomSealed } = await prisma.liveRoom.findUniqueOrThrow({ where: { sessionId } });
        const broken = new Uint8Array(roomSealed);
        broken[40] = (broken[40] ?? 0) ^ 1;
        await prisma.liveRoom.update({ where: { sessionId }, data: { roomSealed: broken } });
      },
    });
    await expect((await openPage(server.url, ann)).join(sessionId)).rejects.toThrow("over");
    const { pages } = await begin();
    expect(pages[0].view().interview).toMatchObject({ ownerId: ann.id });
  });

  it("believes the database about what is under way, after it ended in the middle of something", async () => {
    const { sessionId, pages } = await begin();
    const known = pages[0].view().interview?.id ?? "";
    const lost = ids.next();
    const { prisma } = server.database.db;
    await server.restart({
      meanwhile: async () => {
        await prisma.interview.update({ where: { id: known }, data: { status: "COMPLETED", endedAt: new Date() } });
        const at = new Date(clock.now());
        const row = {
          id: lost,
          ownerId: ben.id,
          grindId,
          sessionId,
          mode: "peer" as const,
          createdAt: at,
          startedAt: at,
        };
        await prisma.interview.create({ data: { ...row, status: "IN_PROGRESS" } });
      },
    });
    const page = await openPage(server.url, ann);
    expect((await page.join(sessionId)).view).toMatchObject({ seatId: ann.id, interview: null });
    expect(await prisma.interview.findUnique({ where: { id: lost } })).toMatchObject({ endedAs: "FAILED" });
    await page.ask("interview:start", {});
    page.close();
  });
});
