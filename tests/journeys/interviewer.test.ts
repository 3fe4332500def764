import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Candidate, comeIn } from "../kit/candidate.ts";
import { addMember, addSession, ids } from "../kit/rows.ts";
import { taskDraft } from "../kit/drafts.ts";
import { recordedBy } from "../kit/recorded.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

const question = { probes: ["Why?"], hints: ["Think of an hour."], minutes: 2 };
const plan = [{ ...question, ask: "What would you count?" }, { ...question, ask: "Who is next?" }];
const answer = "I would count the loaves of bread that we sell in one hour, and compare both queues with that.";
/** How long an interview of two short questions may take on a busy machine. */
const interviewMs = 120_000;

let server: TestServer;
let taskId: string;
let ann: Person;
let ben: Person;
let grindId: string;
const people: Candidate[] = [];

beforeAll(async () => {
  server = await startServer({ records: true, speaks: true });
  [ann, ben] = [await server.known("Ann"), await server.known("Ben")];
  grindId = (await ann.post("/grinds", { body: { name: "Thursday Loop" } })).id;
  await addMember(server.database.db, grindId, ben.id);
  taskId = ids.next();
  const { brief, rubric, title, kind, difficulty } = taskDraft();
  const task = { id: taskId, grindId, title, kind, difficulty, brief, rubric, plan, minutes: 5, createdAt: new Date() };
  await server.database.db.prisma.task.create({ data: task });
});
afterAll(() => server.close());
afterEach(async () => {
  for (const it of people.splice(0)) {
    await it.page.ask("session:end", {}).catch(() => undefined); // it may be over
    it.close();
  }
});

const come = async (person: Person, sessionId: string): Promise<Candidate> => {
  const candidate = await comeIn(server, person, { sessionId });
  people.push(candidate);
  return candidate;
};
const together = (): Promise<string> =>
  addSession(server.database.db, { grindId, madeById: ann.id, at: new Date(), mode: "ai", taskId });
/** Answers whatever is asked until the interview is over. */
const answers = async (candidate: Candidate): Promise<void> => {
  const { page, talker } = candidate;
  const over = (): boolean => page.view().interview === null;
  while (!over()) {
    await until(() => over() || page.view().interviewer?.state === "listening", interviewMs);
    if (!over()) await talker.say(answer);
    await until(() => over() || page.view().interviewer?.state !== "listening", interviewMs);
  }
};

describe("an interview with no key and no network", () => {
  it("goes from start to goodbye, is heard, recorded, and written down", async () => {
    const { id } = await ann.post("/interviews", { body: { taskId, mode: "ai" } });
    const { sessionId } = await ann.post("/interviews/:id/room", { params: { id } });
    const seat = await come(ann, sessionId);
    await seat.open();
    await seat.page.ask("interview:start", {});
    const speaking = await seat.is("speaking");
    expect(speaking.interviewer).toMatchObject({ outside: null, standsIn: false, hears: [ann.id], recorded: true });
    await until(() => seat.heard() > 20);
    await answers(seat);
    expect(seat.page.view().lastEnd).toMatchObject({ interviewId: id, end: "INTERVIEWER_ENDED" });
    const said = seat.asked().join(" ");
    for (const part of ["Ann", ...plan.map((it) => it.ask)]) expect(said).toContain(part);
    const disk = recordedBy(server);
    await until(async () => (await disk.take(id))?.take.state === "stored");
    const kinds = (await disk.take(id))?.tracks.filter((it) => it.object !== null).map((it) => it.kind).sort();
    expect(kinds).toEqual(["interviewer", "notes", "voice"]);
    expect(await ann.get("/interviews/:id", { params: { id } })).toMatchObject({ status: "COMPLETED" });
  }, interviewMs);
});

describe("an interview in a group", () => {
  it("turns to the next person with the seat, and hears nobody else", async () => {
    const sessionId = await together();
    const [first, next] = [await come(ann, sessionId), await come(ben, sessionId)];
    await first.page.ask("seat:take", {});
    await first.open();
    await first.page.ask("interview:start", {});
    await first.is("speaking");
    expect(next.page.view().interviewer?.hears).toEqual([ann.id]);
    await first.page.ask("seat:give", { personId: ben.id });
    await next.open();
    expect(next.page.view().interviewer?.hears).toEqual([ann.id]);
    const view = await next.page.sees((it) => it.interview?.ownerId === ben.id);
    expect(view.interviewer?.hears).not.toContain(ann.id);
    await next.page.sees((it) => it.interviewer?.hears.join() === ben.id);
    await until(() => next.asked().some((it) => it.includes("Ben")), interviewMs);
  }, interviewMs);
});
