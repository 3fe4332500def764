import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type LivePage, openPage } from "../kit/live-page.ts";
import { addMember } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";

let server: TestServer;
let ann: Person;
let ben: Person;
let grindId: string;
let taskId: string;
const pages: LivePage[] = [];

beforeAll(async () => {
  server = await startServer();
  [ann, ben] = [await server.known("Ann"), await server.known("Ben")];
  grindId = (await ann.post("/grinds", { body: { name: "Thursday Loop" } })).id;
  await addMember(server.database.db, grindId, ben.id);
  taskId = (await ann.get("/grinds/:id/tasks", { params: { id: grindId } })).rows[0]?.id ?? "";
});
afterAll(() => server.close());
afterEach(() => pages.splice(0).forEach((it) => it.close()));

const page = async (person: Person): Promise<LivePage> => {
  const opened = await openPage(server.url, person);
  pages.push(opened);
  return opened;
};
const take = async (person = ann): Promise<string> =>
  (await person.post("/interviews", { body: { taskId, mode: "ai" } })).id;
const room = async (id: string, person = ann): Promise<string> =>
  (await person.post("/interviews/:id/room", { params: { id } })).sessionId;
/** In the room of an interview that was taken a moment ago. */
const alone = async () => {
  const interviewId = await take();
  const sessionId = await room(interviewId);
  const at = await page(ann);
  await at.join(sessionId);
  return { interviewId, sessionId, at };
};
const interview = async (id: string) => (await ann.get("/interviews/:id", { params: { id } }));

describe("practising alone", () => {
  it("has one room for an interview, however often and at once it is asked for", async () => {
    const interviewId = await take();
    const rooms = await Promise.all([room(interviewId), room(interviewId), room(interviewId)]);
    expect(new Set(rooms).size).toBe(1);
    const session = await ann.get("/sessions/:id", { params: { id: rooms[0] } });
    expect(session).toMatchObject({ grind: null, mode: "ai", state: "scheduled", task: { id: taskId }, mine: false });
    expect((await interview(interviewId)).sessionId).toBe(rooms[0]);
  });

  it("begins the interview that was taken, in the seat, and comes back to it", async () => {
    const { interviewId, sessionId, at } = await alone();
    expect(at.view()).toMatchObject({ grind: null, seatId: ann.id, interview: null });
    expect((await interview(interviewId)).status).toBe("PENDING");
    await at.ask("interview:start", {});
    expect((await at.sees((view) => view.interview !== null)).interview?.id).toBe(interviewId);
    expect(await interview(interviewId)).toMatchObject({ status: "IN_PROGRESS", sessionId });
    expect((await ann.get("/interviews/current")).interview?.id).toBe(interviewId);
    expect((await ann.get("/sessions/current")).session).toMatchObject({ id: sessionId, grind: null });
    expect(await room(interviewId)).toBe(sessionId);
    await at.ask("interview:end", {});
    expect(await interview(interviewId)).toMatchObject({ status: "COMPLETED", endedAs: "USER_INITIATED" });
    await at.ask("interview:start", {});
    const again = await at.sees((view) => view.interview !== null);
    expect(again.interview?.id).not.toBe(interviewId);
    await at.ask("session:end", {});
  });

  it("leaves as long a silence alone as the candidate chooses, and waits when they ask for it", async () => {
    const { at } = await alone();
    await at.ask("interviewer:think", { thinkTime: "patient" });
    await at.sees((view) => view.interviewer?.thinkTime === "patient");
    await expect(at.ask("interviewer:wait", {})).rejects.toThrow("No interview is under way");
    await at.ask("interview:start", {});
    await at.ask("interviewer:wait", {});
    await at.sees((view) => typeof view.interviewer?.waitsSinceMs === "number");
    await at.ask("session:end", {});
  });

  it("is over in its room as well when it is ended elsewhere, and another one can begin", async () => {
    const { interviewId, at } = await alone();
    await at.ask("interview:start", {});
    await at.sees((view) => view.interview?.id === interviewId);
    await ann.post("/interviews/:id/status", { params: { id: interviewId }, body: { status: "COMPLETED" } });
    await at.sees((view) => view.interview === null && view.lastEnd?.interviewId === interviewId);
    await at.ask("interview:start", {});
    expect((await at.sees((view) => view.interview !== null)).interview?.id).not.toBe(interviewId);
    expect((await interview(interviewId)).status).toBe("COMPLETED");
    await at.ask("session:end", {});
  });

  it("gets another room when the first one is over and nothing began in it", async () => {
    const { interviewId, sessionId, at } = await alone();
    await at.ask("session:end", {});
    await at.hears("room:closed");
    const next = await room(interviewId);
    expect(next).not.toBe(sessionId);
    await at.join(next);
    await at.ask("interview:start", {});
    expect((await interview(interviewId)).status).toBe("IN_PROGRESS");
    await at.ask("session:end", {});
  });

  it("says so when the interview was called off meanwhile, and begins another one when asked again", async () => {
    const { interviewId, at } = await alone();
    await ann.post("/interviews/:id/status", { params: { id: interviewId }, body: { status: "ERROR" } });
    await expect(at.ask("interview:start", {})).rejects.toThrow("called off");
    await at.ask("interview:start", {});
    expect((await at.sees((view) => view.interview !== null)).interview?.id).not.toBe(interviewId);
    await at.ask("session:end", {});
  });

  it("is refused for an interview that people lead, and for one that is over", async () => {
    const { id } = await ann.post("/interviews", { body: { taskId, mode: "peer" } });
    expect((await ann.call("POST /interviews/:id/room", { params: { id } })).status).toBe(409);
    const over = await take();
    await ann.post("/interviews/:id/status", { params: { id: over }, body: { status: "ERROR" } });
    expect((await ann.call("POST /interviews/:id/room", { params: { id: over } })).status).toBe(409);
  });

  it("leaves nothing behind when its interview, or its person, is deleted", async () => {
    const { prisma } = server.database.db;
    const interviewId = await take();
    const sessionId = await room(interviewId);
    await ann.del("/interviews/:id", { params: { id: interviewId } });
    expect(await prisma.session.findUnique({ where: { id: sessionId } })).toBeNull();
    const eve = await server.known("Eve");
    const hers = await room(await take(eve), eve);
    await prisma.person.delete({ where: { id: eve.id } });
    expect(await prisma.session.findUnique({ where: { id: hers } })).toBeNull();
  });
});

describe("somebody else, of the same grind or not", () => {
  it("finds no trace of it on any route, in the room, in lists, nor in the calendar", async () => {
    const { interviewId, sessionId, at } = await alone();
    await at.ask("interview:start", {});
    const { url } = await ben.post("/grinds/:id/calendar", { params: { id: grindId } });
    const calendar = await fetch(url.replace(/^https?:\/\/[^/]+/, server.url)).then((it) => it.text());
    const stranger = await server.known("Stranger");
    for (const who of [ben, stranger]) {
      const params = { id: sessionId };
      const own = { params: { id: interviewId } };
      const asked = await Promise.all([
        who.call("GET /sessions/:id", { params }),
        who.call("PATCH /sessions/:id", { params, body: {} }),
        who.call("DELETE /sessions/:id", { params }),
        who.call("POST /sessions/:id/rsvp", { params, body: { answer: "yes" } }),
        who.call("GET /sessions/:id/rsvps", { params }),
        who.call("GET /sessions/:id/consents", { params }),
        who.call("POST /sessions/:id/consents", { params, body: { given: ["record"] } }),
        who.call("GET /interviews/:id", own),
        who.call("POST /interviews/:id/room", own),
        who.call("GET /interviews/:id/take", own),
      ]);
      expect(asked.map((it) => it.status)).toEqual(asked.map(() => 404));
      await expect((await page(who)).join(sessionId)).rejects.toMatchObject({ failure: { code: "not-found" } });
      const lists = [await who.get("/home"), await who.get("/sessions/current"), await who.get("/interviews/current")];
      expect(JSON.stringify(lists)).not.toContain(sessionId);
    }
    const listed = await ben.get("/grinds/:id/sessions", { params: { id: grindId } });
    expect(JSON.stringify(listed) + calendar).not.toContain(sessionId);
    expect(Object.keys(at.view().people)).toEqual([ann.id]);
    await at.ask("session:end", {});
    const over = await ben.get("/grinds/:id/sessions", { params: { id: grindId }, query: { which: "over" } });
    expect(over.rows).toEqual([]);
  });

  it("cannot plan it, not even its own person", async () => {
    const { sessionId, at } = await alone();
    for (const name of ["PATCH /sessions/:id", "DELETE /sessions/:id"] as const) {
      const body = { taskId, mode: "peer", local: "2030-01-01T10:00", timeZone: "UTC", firstSeatId: null, minutes: 45 };
      const { status } = await ann.call(name, { params: { id: sessionId }, body: { ...body, version: 1 } });
      expect(status).toBe(409);
    }
    await at.ask("session:end", {});
  });
});
