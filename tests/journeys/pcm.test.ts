import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { grindstone } from "../../proto/gen/interview.js";
import { openBooth } from "../../server/adapters/speaker/booth.ts";
import { silentLog } from "../../server/kit/log.ts";
import { taskDraft } from "../kit/drafts.ts";
import { beInterviewed } from "../kit/pcm-client.mjs";
import { TestClient } from "../kit/pcm-house.ts";
import { recordedBy } from "../kit/recorded.ts";
import { ids } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";
import { readWav, writeWav } from "../kit/wav.mjs";

const { Reason } = grindstone.SessionEnded;
const { State } = grindstone.InterviewerStatus;
const question = { probes: ["Why?"], hints: ["Think of an hour."], minutes: 2 };
const plan = [{ ...question, ask: "What would you count?" }, { ...question, ask: "Who is next?" }];

let server: TestServer;
let disk: ReturnType<typeof recordedBy>;
let taskId: string;
let me: Person;

beforeAll(async () => {
  server = await startServer({ records: true, speaks: true });
  disk = recordedBy(server);
});
afterAll(() => server?.close());
beforeEach(async () => {
  me = await server.known("Nova");
  const { id: grindId } = await me.post("/grinds", { body: { name: "Thursday Loop" } });
  taskId = ids.next();
  const { brief, rubric, title, kind, difficulty } = taskDraft();
  const task = { id: taskId, grindId, title, kind, difficulty, brief, rubric, plan, minutes: 5, createdAt: new Date() };
  await server.database.db.prisma.task.create({ data: task });
});

const taken = async () => (await me.post("/interviews", { body: { taskId, mode: "ai" } })).id;
/** Also after a restart, when the server has another address. */
const mine = () => ({ headers: { cookie: me.cookie() } });
const ticketFor = (id: string) => server.nobody().post("/interviews/:id/token", { params: { id }, ...mine() });
const doorOf = (path: string) => server.url.replace(/^http/, "ws") + path;
const statusOf = async (id: string) =>
  (await server.nobody().get("/interviews/:id", { params: { id }, ...mine() })).status;
const agree = (sessionId: string) =>
  me.post("/sessions/:id/consents", { params: { id: sessionId }, body: { given: ["record"] } });
const come = async (id: string) => {
  const { token, path } = await ticketFor(id);
  return new TestClient(`${doorOf(path)}?token=${token}`);
};
/** A sentence as somebody says it, from a file. */
const spoken = async (text: string): Promise<Int16Array> => {
  const booth = openBooth({ socket: server.boothSocket, log: silentLog });
  try {
    await booth.ready();
    const all: number[] = [];
    for await (const { pcm, rate } of booth.speaker.say(text, AbortSignal.timeout(20_000))) {
      // Every third of 48, every second of 32: near enough for a voice that is only to be heard as one.
      const step = rate / 16_000;
      for (let at = 0; at < pcm.length; at += step) all.push(pcm[Math.floor(at)] ?? 0);
    }
    return readWav(writeWav(Int16Array.from(all)));
  } finally {
    booth.close();
  }
};
const loud = (pcm: Int16Array): boolean => pcm.some((it) => Math.abs(it) > 1_000);

describe("an interview over the PCM door", () => {
  it("is led to its end, heard both ways, recorded and written down", async () => {
    const id = await taken();
    const { token, path, sessionId } = await ticketFor(id);
    await agree(sessionId);
    expect(await statusOf(id)).toBe("PENDING");
    const states: number[] = [];
    const packets = async (personId: string | null, kind: "voice" | "interviewer") =>
      (await disk.track(id, { personId, kind }))?.packets.length ?? 0;
    const all = async () =>
      states.includes(State.LISTENING) && await packets(me.id, "voice") > 200 &&
      await packets(null, "interviewer") > 100;
    const talk = beInterviewed({
      ...{ url: doorOf(path), interviewId: id, token, until: until(all, 40_000) },
      pcm: await spoken("I would count the loaves of bread that we sell in one hour, and compare both queues."),
      onMessage: ({ interviewerStatus }) => interviewerStatus?.state && states.push(interviewerStatus.state),
    });
    await until(async () => await statusOf(id) === "IN_PROGRESS", 20_000);
    const { heard, ended, code, said } = await talk;
    expect([ended, code]).toEqual([Reason.USER_INITIATED, 1000]);
    expect([loud(heard), states.includes(State.SPEAKING)]).toEqual([true, true]);
    expect(said.some((it) => it.speaker === "AI" && it.text.includes("Nova"))).toBe(true);
    expect(await me.get("/interviews/:id", { params: { id } })).toMatchObject({
      status: "COMPLETED",
      endedAs: "USER_INITIATED",
    });
    const { transcript } = await me.get("/interviews/:id/transcript", { params: { id } });
    expect(transcript?.entries[0]).toMatchObject({ by: "interviewer", exact: true });
    expect(server.lines.join("\n")).not.toContain(token);
  }, 90_000);

  it("goes on where it was after a broken line, and after a restart of the server", async () => {
    const id = await taken();
    const first = await come(id);
    await first.of("startResponse");
    await first.of("audioResponse");
    first.socket.terminate();
    await first.closed;
    const second = await come(id);
    await second.of("startResponse");
    const greeted = second.heard.some((it) => it.transcriptUpdate?.text?.includes("Nova"));
    expect(greeted, "nobody is greeted twice").toBe(false);
    await server.restart();
    expect((await second.closed).code).toBe(1001);
    const third = await come(id);
    await third.of("startResponse");
    expect(await statusOf(id)).toBe("IN_PROGRESS");
    third.say({ endRequest: {} });
    expect((await third.of("sessionEnded")).reason).toBe(Reason.USER_INITIATED);
  }, 60_000);

  it("is for one client at a time, whose token is good once", async () => {
    const id = await taken();
    const { token, path } = await ticketFor(id);
    const first = new TestClient(`${doorOf(path)}?token=${token}`);
    await first.of("startResponse");
    expect((await new TestClient(`${doorOf(path)}?token=${token}`).refused()).code).toBe(4001);
    expect((await (await come(id)).refused()).code).toBe(4009);
    first.say({ endRequest: {} });
    await first.of("sessionEnded");
    expect((await me.call("POST /interviews/:id/token", { params: { id } })).status).toBe(409);
  }, 30_000);

  it("ends for a client whose device is signed out", async () => {
    const id = await taken();
    const client = await come(id);
    await client.of("startResponse");
    await me.post("/account/sign-out");
    expect((await client.refused()).code).toBe(4001);
  }, 30_000);
});
