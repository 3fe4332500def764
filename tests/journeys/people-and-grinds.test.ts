import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TaskDraft } from "../../proto/http/tasks.ts";
import { backends } from "../kit/database.ts";
import { taskDraft } from "../kit/drafts.ts";
import { password, type Person, startServer, type TestServer } from "../kit/server.ts";

describe.each(backends())("people and their grinds on %s Postgres", (backend) => {
  let server: TestServer;
  let nova: Person;
  let timo: Person;
  let grindId: string;
  let taskId: string;
  let draft: TaskDraft;
  beforeAll(async () => void (server = await startServer({ backend })));
  afterAll(() => server?.close());

  it("signs people up, the first one as the admin", async () => {
    nova = await server.person("Nova");
    timo = await server.person("Timo");
    expect(await server.admin.get("/me")).toMatchObject({ admin: true, name: "Ada" });
    expect(await nova.get("/me")).toMatchObject({ admin: false, name: "Nova", email: nova.email, hasPassword: true });
  });

  it("offers a newcomer the built-in tasks and an empty dashboard", async () => {
    expect((await nova.get("/tasks", { query: { limit: 100 } })).rows.length).toBeGreaterThanOrEqual(30);
    expect(await nova.get("/home")).toEqual({ live: [], next: [], ready: [], unread: 0 });
  });

  it("creates a grind that its owner finds and others do not", async () => {
    const grind = await nova.post("/grinds", { body: { name: "  Late   owls " } });
    expect(grind).toMatchObject({ name: "Late owls", role: "owner", members: 1 });
    grindId = grind.id;
    expect((await timo.call("GET /grinds/:id", { params: { id: grindId } })).status).toBe(404);
  });

  it("lets a second person in by a link, and no further than it allows", async () => {
    const { url } = await nova.post("/grinds/:id/invites", {
      params: { id: grindId },
      body: { kind: "link", maxUses: 1, days: 7 },
    });
    const token = url.split(/[/#?=]/).at(-1) ?? "";
    const look = await server.nobody().get("/invites/:token", { params: { token } });
    expect(look).toMatchObject({ grind: { name: "Late owls", members: 1 }, invitedBy: "Nova" });
    expect(await timo.post("/invites/:token/accept", { params: { token } })).toEqual({ grindId });
    expect(await timo.post("/invites/:token/accept", { params: { token } })).toEqual({ grindId });
    const third = await server.person("Mika");
    expect((await third.call("POST /invites/:token/accept", { params: { token } })).status).toBe(410);
    const { rows } = await nova.get("/grinds/:id/members", { params: { id: grindId } });
    expect(rows.map((it) => [it.name, it.role, it.you])).toEqual([["Nova", "owner", true], ["Timo", "member", false]]);
    expect((await nova.get("/home")).unread).toBe(1);
  });

  it("keeps a grind's own task among its members", async () => {
    draft = taskDraft({ title: "Ferry timetable" });
    const written = await nova.post("/grinds/:id/tasks", { params: { id: grindId }, body: draft });
    expect(written).toMatchObject({ ...draft, grindId, mine: true, version: 1 });
    taskId = written.id;
    expect(await timo.get("/tasks/:id", { params: { id: taskId } })).toMatchObject({ title: draft.title });
    expect((await server.admin.call("GET /tasks/:id", { params: { id: taskId } })).status).toBe(404);
  });

  it("lets the slower of two editors lose, and loses none of the faster one's words", async () => {
    const change = (title: string, version: number) =>
      nova.call("PATCH /tasks/:id", { params: { id: taskId }, body: { ...draft, title, version } });
    expect((await change("Ferry timetable, harder", 1)).status).toBe(200);
    expect(await change("Ferry timetable, easier", 1)).toMatchObject({
      status: 409,
      body: { error: { code: "conflict" } },
    });
    expect(await nova.get("/tasks/:id", { params: { id: taskId } })).toMatchObject({
      title: "Ferry timetable, harder",
      version: 2,
    });
  });

  it("does a request that is sent twice only once, and answers both the same", async () => {
    const sent = { body: { name: "Early birds" }, headers: { "idempotency-key": randomUUID() } };
    const first = await nova.post("/grinds", sent);
    expect(await nova.post("/grinds", sent)).toEqual(first);
    expect((await nova.get("/grinds")).rows.filter((it) => it.name === "Early birds")).toHaveLength(1);
    const other = await nova.call("POST /grinds", { ...sent, body: { name: "Another" } });
    expect(other).toMatchObject({ status: 400, body: { error: { code: "bad-request" } } });
  });

  it("does a request that is sent twice at once only once", async () => {
    const sent = { body: { name: "Double click" }, headers: { "idempotency-key": randomUUID() } };
    const both = await Promise.all([nova.call("POST /grinds", sent), nova.call("POST /grinds", sent)]);
    expect(both.map((it) => it.status).every((it) => it === 201 || it === 409)).toBe(true);
    expect((await nova.get("/grinds")).rows.filter((it) => it.name === "Double click")).toHaveLength(1);
  });

  it("takes an interview from the catalogue to its end, for its owner's eyes only", async () => {
    const taken = await timo.post("/interviews", { body: { taskId, grindId, mode: "ai" } });
    expect(taken).toMatchObject({ status: "PENDING", grindId, task: { id: taskId }, version: 1 });
    const params = { id: taken.id };
    expect(await timo.get("/interviews/current")).toMatchObject({ interview: { id: taken.id } });
    expect((await nova.call("GET /interviews/:id", { params })).status).toBe(404);
    await timo.post("/interviews/:id/status", { params, body: { status: "IN_PROGRESS" } });
    const again = await timo.call("POST /interviews/:id/status", { params, body: { status: "IN_PROGRESS" } });
    expect(again).toMatchObject({ status: 409, body: { error: { message: "This interview has already begun." } } });
    const done = await timo.post("/interviews/:id/status", { params, body: { status: "COMPLETED" } });
    expect(done).toMatchObject({ status: "COMPLETED", version: 3, endedAt: expect.any(String) });
    expect((await timo.get("/home")).ready.map((it) => it.id)).toEqual([taken.id]);
    const { rows } = await timo.get("/interviews/history", { query: { q: "ferry", status: "COMPLETED" } });
    expect(rows).toEqual([done]);
  });

  it("lets nobody sit in two interviews", async () => {
    const take = () => timo.post("/interviews", { body: { taskId, mode: "peer" } });
    const [one, two] = [await take(), await take()];
    const begin = (id: string) =>
      timo.call("POST /interviews/:id/status", { params: { id }, body: { status: "IN_PROGRESS" } });
    const both = await Promise.all([begin(one.id), begin(two.id)]);
    expect(both.map((it) => it.status)).toEqual(both[0]?.status === 200 ? [200, 409] : [409, 200]);
  });

  it("deletes an interview, its key with it", async () => {
    const [newest] = (await timo.get("/interviews/history")).rows;
    const id = newest?.id ?? "";
    const { db } = server.database;
    expect(await db.prisma.key.count({ where: { interviewId: id } })).toBe(1);
    await timo.del("/interviews/:id", { params: { id } });
    expect((await timo.call("GET /interviews/:id", { params: { id } })).status).toBe(404);
    expect(await db.prisma.key.count({ where: { interviewId: id } })).toBe(0);
  });

  it("keeps interviews with their owner when the grind and its task go", async () => {
    await nova.del("/grinds/:id", { params: { id: grindId } });
    const { rows } = await timo.get("/interviews/history", { query: { status: "COMPLETED" } });
    expect(rows).toMatchObject([{ grindId: null, task: null }]);
  });

  it("deletes an account with everything in it, and signs every device out", async () => {
    const before = await server.database.db.prisma.interview.count({ where: { ownerId: timo.id } });
    expect(before).toBeGreaterThan(0);
    const wrong = await timo.call("POST /me/delete", { body: { password: "not this one" } });
    expect(wrong).toMatchObject({ status: 400, body: { error: { field: "password" } } });
    await timo.post("/me/delete", { body: { password } });
    expect((await timo.call("GET /me")).status).toBe(401);
    const { db } = server.database;
    expect(await db.prisma.interview.count({ where: { ownerId: timo.id } })).toBe(0);
    expect(await db.prisma.person.count({ where: { id: timo.id } })).toBe(0);
    const again = await timo.call("POST /account/sign-in", { body: { email: timo.email, password } });
    expect(again).toMatchObject({ status: 400, body: { error: { code: "bad-request" } } });
  });

  it("wrote no name, address, password or token into its log", () => {
    const log = server.lines.join("\n");
    expect(server.lines.length).toBeGreaterThan(20);
    for (const secret of ["Nova", "Timo", "@example.com", password, "Late owls", "Ferry"]) {
      expect(log).not.toContain(secret);
    }
    expect(log).not.toMatch(/\b[A-Za-z0-9_-]{43}\b/);
  });
});
