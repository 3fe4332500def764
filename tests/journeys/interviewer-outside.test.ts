import { Buffer } from "node:buffer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Purpose } from "../../proto/live/words.ts";
import { type Candidate, comeIn } from "../kit/candidate.ts";
import { type Thing, thing } from "../kit/fake-gemini/rules.ts";
import { type FakeService, startFakeGemini } from "../kit/fake-gemini/server.ts";
import { addMember, addSession, addTask } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

const answer = "I would count the loaves of bread that we sell in one hour, and compare both queues with that.";
const patienceMs = 60_000;
/** Pieces of 20 ms that have left a microphone and are not read yet by the fake. */
const onItsWay = 3;

let service: FakeService;
let server: TestServer;
let ann: Person;
let ben: Person;
let sessionId: string;
const people: Candidate[] = [];

beforeAll(async () => {
  service = await startFakeGemini({ key: "fake-key", replyMs: 1_500 });
  const env = { GEMINI_API_KEY: "fake-key", GEMINI_BASE_URL: service.url };
  server = await startServer({ records: true, speaks: true, env });
});
afterAll(async () => {
  await server.close();
  await service.close();
});
beforeEach(async () => {
  [ann, ben] = [await server.known("Ann"), await server.known("Ben")];
  const { db } = server.database;
  const { id: grindId } = await ann.post("/grinds", { body: { name: "Thursday Loop" } });
  await addMember(db, grindId, ben.id);
  const taskId = await addTask(db, { grindId });
  sessionId = await addSession(db, { grindId, madeById: ann.id, at: new Date(), mode: "ai", taskId });
});
afterEach(async () => {
  for (const list of [service.fake.behaviour.faults, service.fake.behaviour.dialFaults]) list.length = 0;
  for (const it of people.splice(0)) {
    await it.page.ask("session:end", {}).catch(() => undefined); // it may be over
    it.close();
  }
});

const come = async (person: Person, ...given: readonly Purpose[]): Promise<Candidate> => {
  const candidate = await comeIn(server, person, { sessionId, given });
  people.push(candidate);
  return candidate;
};
const begin = async (...given: readonly Purpose[]): Promise<Candidate> => {
  const seat = await come(ann, ...given);
  await seat.page.ask("seat:take", {});
  await seat.open();
  await seat.page.ask("interview:start", {});
  await seat.is("speaking");
  return seat;
};
/** How many pieces of sound the service was ever given that hold a voice: silence goes on until a turn is over. */
const voices = (): number => service.fake.sessions.flatMap((it) => it.received).filter(loud).length;
const loud = (message: Thing): boolean => {
  const { data } = thing(thing(message["realtimeInput"])["audio"]);
  if (typeof data !== "string") return false;
  const bytes = Buffer.from(data, "base64");
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2).some((it) => Math.abs(it) > 300);
};
/** How much of anybody's voice, and how many words, the service was ever given. */
const given = (): number => service.fake.sessions.reduce((sum, it) => sum + JSON.stringify(it.received).length, 0);
const host = (): string => new URL(service.url).host;

describe("an interview that a service outside leads", () => {
  it("is said to be one before it begins, and hears who agreed", async () => {
    const session = await ann.get("/sessions/:id", { params: { id: sessionId } });
    expect(session.outside).toMatchObject([{ does: "interviewer", name: "Gemini", host: host() }]);
    const seat = await begin("record", "outside");
    expect(seat.page.view().interviewer).toMatchObject({ outside: host(), standsIn: false, provider: "Gemini" });
    await seat.is("listening");
    await seat.talker.say(answer);
    const line = await seat.page.hears("caption:shown", (it) => it.personId === ann.id && it.final);
    expect(line).toMatchObject({ typed: false });
    await until(() => seat.asked().length > 1, patienceMs);
  }, patienceMs);

  it("goes on with a local voice when it is cut off in the middle of a sentence, and says so", async () => {
    const seat = await begin("record", "outside");
    await seat.is("listening");
    service.fake.behaviour.faults.push({ kind: "cut", code: 1006, reason: "" });
    service.fake.behaviour.dialFaults.push(
      ...Array.from({ length: 20 }, () => ({ kind: "refuse", status: 503 }) as const),
    );
    await seat.talker.say(answer);
    await seat.page.sees((view) => view.interviewer?.standsIn === true);
    await seat.page.hears("interviewer:noted");
    const before = seat.heard();
    await until(() => seat.heard() > before + 20, patienceMs);
    expect(seat.page.view()).toMatchObject({ interviewer: { outside: null }, recording: { state: "healthy" } });
  }, patienceMs);
});

describe("somebody who is muted by a moderator", () => {
  it(
    "is not heard any more in the middle of a sentence, though they agreed, until they speak again themselves",
    async () => {
      const seat = await begin("record", "outside");
      const other = await come(ben, "record", "outside");
      await seat.page.ask("floor:give", { personId: ben.id });
      await other.open();
      await seat.is("listening");
      const start = voices();
      const speaking = other.talker.say(answer);
      await until(() => voices() > start + 5, patienceMs);
      await seat.page.ask("person:mute", { personId: ben.id });
      const before = voices();
      expect(other.page.view().interviewer?.hears).toEqual([ann.id]);
      await speaking;
      expect(voices() - before).toBeLessThanOrEqual(onItsWay);
      await other.page.ask("track:pause", { source: "mic", paused: false });
      const again = other.talker.say("Now you hear me again.");
      await until(() => voices() > before + 10, patienceMs);
      await again;
    },
    patienceMs,
  );
});

describe("somebody who refuses the service outside", () => {
  it("is interviewed all the same, and it is given nothing of theirs", async () => {
    const before = given();
    const seat = await begin("record");
    expect(seat.page.view().interviewer).toMatchObject({ outside: null, standsIn: false });
    const saying = seat.talker.say(answer);
    await seat.is("listening"); // it stops in the middle of its greeting
    await saying;
    await seat.page.ask("line:type", { id: crypto.randomUUID(), text: "A secret of mine." });
    await seat.is("speaking");
    expect(given()).toBe(before);
  }, patienceMs);

  it("may do so in the middle of an interview, and not one sample more leaves", async () => {
    const seat = await begin("record", "outside");
    await seat.is("listening");
    const speaking = seat.talker.say(answer);
    await until(() => given() > 20_000, patienceMs);
    await seat.page.ask("consent:set", { purpose: "outside", given: false });
    const before = given();
    await seat.page.sees((view) => view.interviewer?.outside === null);
    await speaking;
    expect(given()).toBe(before);
    await seat.is("speaking");
    expect(given()).toBe(before);
  }, patienceMs);

  it("keeps the others from it while they have the microphone, and no longer", async () => {
    const seat = await begin("record", "outside");
    const other = await come(ben, "record");
    await seat.page.ask("floor:give", { personId: ben.id });
    await seat.page.sees((view) => view.interviewer?.outside === null);
    const before = given();
    await other.open();
    await other.talker.say("This is none of their business.");
    expect(given()).toBe(before);
    await seat.page.ask("floor:take", { personId: ben.id });
    await seat.page.sees((view) => view.interviewer?.hears.join() === ann.id);
  }, patienceMs);
});
