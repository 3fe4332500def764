import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Loose } from "../kit/caller.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { addTask } from "../kit/rows.ts";

const secret = "a-secret-of-workers-that-is-long-enough";
let server: TestServer;
let me: Person;
let taskId: string;
beforeAll(async () => {
  server = await startServer({ env: { WORKER_SECRET: secret } });
  taskId = await addTask(server.database.db, { title: "Two queues" });
});
afterAll(() => server?.close());
beforeEach(async () => void (me = await server.known("Nova")));

const taken = async (mode: "ai" | "peer" = "ai") => (await me.post("/interviews", { body: { taskId, mode } })).id;
const asWorker = (bearer = secret) => ({ headers: { authorization: `Bearer ${bearer}` } });
const move = (id: string, status: string, sent: Loose = asWorker()) =>
  server.nobody().call("POST /interviews/:id/status", { params: { id }, body: { status }, ...sent });
const entries = [
  { speaker: "USER", text: "A queue is a line of people.", startMs: 3_000, endMs: 5_000 },
  { speaker: "AI", text: "What is a queue?", startMs: 1_000, endMs: 2_000 },
];
const soon = (): string => new Date().toISOString();
const handIn = (id: string, sent: Loose = {}) =>
  server.nobody().call("POST /interviews/:id/transcript", {
    ...{ params: { id }, body: { entries, endedAt: soon() }, ...asWorker() },
    ...sent,
  });
const wordsOf = async (id: string) => (await me.get("/interviews/:id/transcript", { params: { id } })).transcript;

describe("a worker", () => {
  it("moves an interview on and hands in its words, which only its owner reads", async () => {
    const id = await taken();
    expect((await move(id, "IN_PROGRESS")).status).toBe(200);
    expect(await handIn(id)).toMatchObject({ status: 200, body: { status: "COMPLETED" } });
    expect(await wordsOf(id)).toMatchObject({
      complete: true,
      entries: [
        { by: "interviewer", personId: null, text: "What is a queue?", exact: false },
        { by: "candidate", personId: me.id, name: "Nova", text: "A queue is a line of people." },
      ],
      talk: { candidateMs: 2_000, interviewerMs: 1_000, thinkingMs: 1_000 },
    });
    const other = await server.known("Kim");
    expect((await other.call("GET /interviews/:id/transcript", { params: { id } })).status).toBe(404);
  });

  it("completes an interview once; the first one wins", async () => {
    const id = await taken();
    await move(id, "IN_PROGRESS");
    const told = await Promise.all(Array.from({ length: 4 }, () => handIn(id)));
    expect(told.map((it) => it.status).sort((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    expect((await move(id, "ERROR")).status).toBe(409);
  });

  it("changes nothing of one that has not begun, or is over", async () => {
    const id = await taken();
    expect(await handIn(id)).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
    expect(await wordsOf(id)).toBeNull();
    expect((await move(id, "COMPLETED")).status).toBe(409);
    expect((await move(id, "ERROR")).status).toBe(200);
    expect((await handIn(id)).status).toBe(409);
  });

  it.each(["a-secret-of-workers-that-is-long-enougH", "", secret.slice(0, -1), `${secret}x`, "x".repeat(500)])(
    "is nobody with another secret: %j",
    async (wrong) => {
      const id = await taken();
      expect((await move(id, "IN_PROGRESS", asWorker(wrong))).status).toBe(401);
      expect((await handIn(id, asWorker(wrong))).status).toBe(401);
    },
  );

  it("is told that there is no such interview", async () => {
    expect((await handIn("01987654-3210-7abc-8def-0123456789ab")).status).toBe(404);
    expect((await move("nonsense", "ERROR")).status).toBe(404);
  });

  it("hands in nothing that is half right", async () => {
    const id = await taken();
    await move(id, "IN_PROGRESS");
    for (const wrong of [{ endMs: 0 }, { speaker: "BOT" }, { text: "" }, { startMs: -1 }, { startMs: 0.5 }]) {
      const body = { entries: [{ ...entries[0], ...wrong }], endedAt: soon() };
      expect((await handIn(id, { body })).status, JSON.stringify(wrong)).toBe(400);
    }
    expect((await handIn(id, { body: { entries, endedAt: "2001-01-01T00:00:00.000Z" } })).status).toBe(400);
    expect(await me.get("/interviews/:id", { params: { id } })).toMatchObject({ status: "IN_PROGRESS" });
  });

  it("never has its secret in the log", () => {
    expect(server.lines.join("\n")).not.toContain("secret-of-workers");
  });
});

describe("words", () => {
  const recorded = async () => {
    const id = await taken();
    const { sessionId } = await me.post("/interviews/:id/token", { params: { id } });
    await move(id, "IN_PROGRESS");
    await me.post("/sessions/:id/consents", { params: { id: sessionId }, body: { given: ["record"] } });
    await handIn(id);
    return id;
  };
  const texts = async (id: string) => (await wordsOf(id))?.entries.map((it) => it.text);

  it("of a candidate go when they take back that they are recorded", async () => {
    const id = await recorded();
    expect(await texts(id)).toEqual(["What is a queue?", "A queue is a line of people."]);
    await me.del("/interviews/:id/consents/:purpose", { params: { id, purpose: "record" } });
    expect(await texts(id)).toEqual(["What is a queue?"]);
  });

  it("go with their interview", async () => {
    const id = await recorded();
    await me.del("/interviews/:id", { params: { id } });
    expect(await server.database.db.prisma.transcript.count({ where: { interviewId: id } })).toBe(0);
  });

  it("stay where somebody else's account is deleted, and go with one's own", async () => {
    const id = await recorded();
    const other = await server.known("Kim");
    await other.post("/me/delete", { body: { password: "a long enough password" } });
    expect(await texts(id)).toHaveLength(2);
    await me.post("/me/delete", { body: { password: "a long enough password" } });
    expect(await server.database.db.prisma.transcript.count({ where: { interviewId: id } })).toBe(0);
  });
});

describe("a token for an interview", () => {
  it("is for its owner alone, and lasts five minutes", async () => {
    const id = await taken();
    const ticket = await me.post("/interviews/:id/token", { params: { id } });
    expect(ticket).toMatchObject({ token: expect.stringMatching(/^[\w-]{43}$/), path: `/ws/interviews/${id}` });
    const lastsMs = new Date(ticket.expiresAt).getTime() - Date.now();
    expect(lastsMs).toBeGreaterThan(4 * 60_000);
    expect(lastsMs).toBeLessThanOrEqual(5 * 60_000);
    const other = await server.known("Kim");
    expect((await other.call("POST /interviews/:id/token", { params: { id } })).status).toBe(404);
  });

  it("is not made for an interview that people lead, or one that is over", async () => {
    const peers = await taken("peer");
    const over = await taken();
    await move(over, "ERROR");
    for (const id of [peers, over]) {
      expect((await me.call("POST /interviews/:id/token", { params: { id } })).status).toBe(409);
    }
  });

  it("leads to the same room each time, and is kept as a hash", async () => {
    const id = await taken();
    const [first, second] = [
      await me.post("/interviews/:id/token", { params: { id } }),
      await me.post("/interviews/:id/token", { params: { id } }),
    ];
    expect(second.sessionId).toBe(first.sessionId);
    expect(second.token).not.toBe(first.token);
    expect(server.lines.join("\n")).not.toContain(first.token);
    const rows = await server.database.db.prisma.interviewToken.findMany({ where: { interviewId: id } });
    expect(rows.map((it) => it.tokenHash.length)).toEqual([32, 32]);
  });
});

it("has no workers without a secret of theirs", async () => {
  const without = await startServer();
  try {
    const nova = await without.known("Nova");
    const id = (await nova.post("/interviews", {
      body: { taskId: await addTask(without.database.db), mode: "ai" },
    })).id;
    const sent = { params: { id }, body: { entries: [], endedAt: soon() } };
    for (const bearer of [secret, "null", "undefined"]) {
      const told = await without.nobody().call("POST /interviews/:id/transcript", { ...sent, ...asWorker(bearer) });
      expect(told.status).toBe(401);
    }
  } finally {
    await without.close();
  }
});
