import process from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Candidate, comeIn } from "../kit/candidate.ts";
import { addMember, addSession, ids } from "../kit/rows.ts";
import { taskDraft } from "../kit/drafts.ts";
import { mediaWorkers } from "../kit/media-workers.ts";
import { recordedBy } from "../kit/recorded.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

const plan = [{ ask: "What would you count?", probes: ["Why?"], hints: ["Think of an hour."], minutes: 2 }];
const answer = "I would count the loaves of bread that we sell in one hour.";
/** How long an interview of one short question may take on a busy machine. */
const interviewMs = 120_000;

let server: TestServer;
const people: Candidate[] = [];

beforeAll(async () => void (server = await startServer({ records: true, speaks: true })));
afterAll(async () => {
  people.forEach((it) => it.close());
  await server.close();
});

/** Two people of a grind, and its task of one question. */
const grind = async () => {
  const [ann, ben] = [await server.known("Ann"), await server.known("Ben")];
  const { id: grindId } = await ann.post("/grinds", { body: { name: "Thursday Loop" } });
  await addMember(server.database.db, grindId, ben.id);
  const [taskId, createdAt] = [ids.next(), new Date()];
  const { brief, rubric, title, kind, difficulty } = taskDraft();
  const task = { id: taskId, grindId, title, kind, difficulty, brief, rubric, plan, minutes: 5, createdAt };
  await server.database.db.prisma.task.create({ data: task });
  const together = (): Promise<string> =>
    addSession(server.database.db, { grindId, madeById: ann.id, at: createdAt, mode: "ai", taskId });
  return { ann, ben, taskId, together };
};
const come = async (person: Person, sessionId: string, back = false): Promise<Candidate> => {
  const candidate = await comeIn(server, person, { sessionId, given: back ? null : ["record"] });
  people.push(candidate);
  return candidate;
};
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

// They listen and wait for most of their time.
describe.concurrent("an interview with no key and no network", () => {
  it("goes from start to goodbye, is heard, recorded, and written down", async () => {
    const { ann, taskId } = await grind();
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
    const written = () => ann.get("/interviews/:id/transcript", { params: { id } });
    await until(async () => (await written()).transcript?.complete === true);
    const { transcript } = await written();
    expect(transcript).toMatchObject({ questions: [{ index: 0, ask: plan[0]?.ask }] });
    const said = transcript?.entries.filter((it) => it.by === "interviewer" && it.exact).map((it) => it.text) ?? [];
    expect(said).toEqual(seat.asked());
    expect([said[0], said.at(-1)]).toEqual([
      expect.stringMatching(/^Hello Ann.*What would you count/),
      expect.stringMatching(/Goodbye/),
    ]);
    for (const ms of Object.values(transcript?.talk ?? {})) expect(ms).toBeGreaterThan(0);
    const disk = recordedBy(server);
    await until(async () => (await disk.take(id))?.take.state === "stored");
    const kinds = (await disk.take(id))?.tracks.filter((it) => it.object !== null).map((it) => it.kind).sort();
    expect(kinds).toEqual(["interviewer", "notes", "voice"]);
    expect(await ann.get("/interviews/:id", { params: { id } })).toMatchObject({ status: "COMPLETED" });
  }, interviewMs);

  it("turns to the next person of a group with the seat, and hears nobody else", async () => {
    const { ann, ben, together } = await grind();
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

describe("an interview whose media worker dies, and then its server ends", () => {
  it("goes on where it was, without greeting again, in the same recording", async () => {
    const { ann, together } = await grind();
    const sessionId = await together();
    const seat = await come(ann, sessionId);
    await seat.page.ask("seat:take", {});
    await seat.open();
    await seat.page.ask("interview:start", {});
    await seat.is("speaking");
    process.kill(mediaWorkers()[0] ?? 0, "SIGKILL");
    seat.rtc.move(await seat.page.hears("door:moved"));
    await seat.open();
    await until(() => seat.heard() > 20);
    await seat.page.sees((view) => view.recording.state === "healthy");
    await seat.is("listening");
    const id = seat.page.view().interview?.id ?? "";
    const before = [...seat.asked()];
    people.splice(0).forEach((it) => it.close());
    await server.restart();
    const again = await come(ann, sessionId, true);
    expect(again.page.view().interview?.id).toBe(id);
    expect(again.joined.captions.map((it) => it.text).slice(0, before.length)).toEqual(before);
    await again.open();
    await again.page.sees((view) => view.interviewer?.hears.join() === ann.id);
    await until(() => again.page.view().interviewer?.state === "listening", interviewMs);
    await again.talker.say(answer);
    await until(() => again.heard() > 20, interviewMs);
    await until(() => again.asked().length > 0, interviewMs);
    expect(again.asked().join(" ")).not.toMatch(/Hello|welcome/);
    const tracks = (await recordedBy(server).take(id))?.tracks.map((it) => it.kind).sort();
    expect(tracks).toEqual(["interviewer", "notes", "voice"]);
  }, interviewMs);
});
