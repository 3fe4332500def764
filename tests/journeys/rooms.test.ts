import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keptMs } from "../../server/domain/seat/timers.ts";
import { handoverMs } from "../../server/domain/seat/turns.ts";
import { type FakeClock, fakeClock } from "../kit/clock.ts";
import { type LivePage, openPage } from "../kit/live-page.ts";
import { addMember, addSession } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

/** What a WebSocket is closed with that sent more than may be. */
const tooBig = 1009;
const opus = { mimeType: "audio/opus", clockRate: 48_000, channels: 2, payloadType: 100 };

let server: TestServer;
let clock: FakeClock;
let people: { mod: Person; ann: Person; ben: Person; stranger: Person };
let grindId: string;
let sessionId: string;
const pages: LivePage[] = [];

beforeAll(async () => {
  clock = fakeClock();
  server = await startServer({ clock });
  const [mod, ann, ben, stranger] = await Promise.all(["Mo", "Ann", "Ben", "Sam"].map((it) => server.known(it)));
  if (!mod || !ann || !ben || !stranger) throw new Error("somebody is missing");
  people = { mod, ann, ben, stranger };
  grindId = (await mod.post("/grinds", { body: { name: "Thursday Loop" } })).id;
  for (const { id } of [ann, ben]) await addMember(server.database.db, grindId, id);
});
afterAll(() => server.close());
beforeEach(async () => {
  for (const page of pages.splice(0)) page.close();
  sessionId = await addSession(server.database.db, { grindId, madeById: people.mod.id, at: new Date(clock.now()) });
});

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
const statusOf = async (id: string) => await server.database.db.prisma.interview.findUniqueOrThrow({ where: { id } });

describe("coming into a room", () => {
  it("answers with everything one needs in one go, and shows one to the others", async () => {
    const ann = await enter(people.ann);
    const joined = await (await open(people.ben)).join(sessionId);
    expect(Object.values(joined.view.people).map((it) => it.name).sort()).toEqual(["Ann", "Ben"]);
    expect(joined.door.rtpCapabilities).toHaveProperty("codecs");
    expect([joined.door.send, joined.door.receive].map((it) => it.iceCandidates.length > 0)).toEqual([true, true]);
    expect(joined.nowMs).toBe(clock.now());
    await ann.sees((view) => people.ben.id in view.people);
  });

  it("lets nobody in who is not in the grind, and tells them nothing", async () => {
    const page = await open(people.stranger);
    const missing = "01900000-0000-7000-8000-000000000000";
    const [theirs, none] = await Promise.all([page.join(sessionId), page.join(missing)].map((it) => it.catch(String)));
    expect(theirs).toEqual(none);
    expect(theirs).toContain("not-found");
  });

  it("opens a scheduled session a little before its time and not earlier", async () => {
    const at = new Date(clock.now() + 60 * 60_000);
    sessionId = await addSession(server.database.db, { grindId, madeById: people.mod.id, at, state: "scheduled" });
    const page = await open(people.ann);
    await expect(page.join(sessionId)).rejects.toThrow("has not begun yet");
    clock.pass(50 * 60_000);
    expect((await page.join(sessionId)).view.sessionId).toBe(sessionId);
  });

  it("asks before it leaves another tab, and then uses one alone", async () => {
    const first = await enter(people.ann);
    const second = await open(people.ann);
    await expect(second.join(sessionId)).rejects.toMatchObject({ failure: { code: "conflict", field: "takeOver" } });
    const joined = await second.join(sessionId, { takeOver: true });
    expect(Object.keys(joined.view.people)).toEqual([people.ann.id]);
    expect(await first.hears("room:closed")).toMatchObject({ why: "replaced" });
    await expect(first.ask("hand:raise", { up: true })).rejects.toThrow("in no room");
  });
});

describe("coming back", () => {
  it("finds seat, chat and the same door with the pass of this tab", async () => {
    const ann = await enter(people.ann);
    const first = await ann.join(sessionId);
    const ben = await enter(people.ben);
    await ann.ask("seat:take", {});
    ann.breakOff();
    const away = await ben.sees((view) => view.seatKeptUntilMs !== null);
    expect(away.people[people.ann.id]?.awayUntilMs).toBe(clock.now() + keptMs);
    await ben.ask("chat:say", { id: crypto.randomUUID(), text: "We wait for you." });
    const back = await (await open(people.ann)).join(sessionId, {
      resume: first.resume,
      generation: first.door.generation,
    });
    expect(back.view.seatId).toBe(people.ann.id);
    expect(back.chat.map((it) => it.text)).toEqual(["We wait for you."]);
    expect(back.door.generation).toBe(first.door.generation);
    await ben.sees((view) => view.seatKeptUntilMs === null && Object.keys(view.people).length === 2);
  });

  it("takes a pass once, from its owner, for its session, while the place is kept", async () => {
    const { resume } = await (await open(people.ann)).join(sessionId);
    const other = await addSession(server.database.db, { grindId, madeById: people.mod.id, at: new Date(clock.now()) });
    const refused = { failure: { code: "closed", field: "resume" } };
    await expect((await open(people.ann)).join(other, { resume })).rejects.toMatchObject(refused);
    await expect((await open(people.ben)).join(sessionId, { resume })).rejects.toMatchObject(refused);
    const again = await (await open(people.ann)).join(sessionId, { resume });
    await expect((await open(people.ann)).join(sessionId, { resume })).rejects.toMatchObject(refused);
    const page = await open(people.ann);
    await page.join(sessionId, { resume: again.resume });
    const ben = await enter(people.ben);
    const { resume: last } = await page.join(sessionId);
    page.breakOff();
    await ben.sees((view) => view.people[people.ann.id]?.awayUntilMs !== null);
    clock.pass(keptMs);
    await ben.sees((view) => !(people.ann.id in view.people));
    await expect((await open(people.ann)).join(sessionId, { resume: last })).rejects.toMatchObject(refused);
  });

  it("loses the seat after a minute, and the interview is over", async () => {
    const [ann, ben] = [await enter(people.ann), await enter(people.ben)];
    await ann.ask("seat:take", {});
    await ann.ask("interview:start", {});
    const { interview } = await ben.sees((view) => view.interview !== null);
    expect(await statusOf(interview?.id ?? "")).toMatchObject({ status: "IN_PROGRESS", ownerId: people.ann.id });
    ann.breakOff();
    await ben.sees((view) => view.seatKeptUntilMs !== null);
    clock.pass(keptMs);
    await ben.sees((view) => view.seatId === null && view.interview === null);
    expect(await statusOf(interview?.id ?? "")).toMatchObject({ status: "COMPLETED", endedAs: "FAILED" });
  });
});

describe("turns", () => {
  it("hand the seat over after a countdown that everybody sees, and the interview goes on with the next", async () => {
    const [ann, ben, mod] = [await enter(people.ann), await enter(people.ben), await enter(people.mod)];
    await ann.ask("seat:take", {});
    await ann.ask("interview:start", {});
    const first = (await mod.sees((view) => view.interview !== null)).interview;
    await ann.ask("seat:give", { personId: people.ben.id });
    const { handover } = await mod.sees((view) => view.handover !== null);
    expect(handover).toEqual({ toId: people.ben.id, byId: people.ann.id, atMs: clock.now() + handoverMs });
    clock.pass(handoverMs);
    const after = await ben.sees((view) => view.seatId === people.ben.id);
    expect(after.interview).toMatchObject({ ownerId: people.ben.id });
    expect(await statusOf(first?.id ?? "")).toMatchObject({ status: "COMPLETED", endedAs: "HANDED_OVER" });
    await mod.ask("interview:end", {});
    await ben.sees((view) => view.interview === null && view.lastEnd?.end === "MODERATOR_ENDED");
  });

  it("keep the seat where it is when somebody takes the hand-over back", async () => {
    const [ann, ben] = [await enter(people.ann), await enter(people.ben)];
    await ann.ask("seat:take", {});
    await ann.ask("seat:give", { personId: people.ben.id });
    await ben.sees((view) => view.handover !== null);
    await ben.ask("seat:keep", {});
    await ann.sees((view) => view.handover === null);
    clock.pass(handoverMs);
    await ann.ask("hand:raise", { up: true });
    expect((await ben.sees((view) => view.people[people.ann.id]?.handMs !== null)).seatId).toBe(people.ann.id);
  });

  it("warn of the end, and end an interview that reached its time", async () => {
    const [ann, ben] = [await enter(people.ann), await enter(people.ben)];
    await ann.ask("seat:take", {});
    await ann.ask("interview:start", {});
    clock.pass(55 * 60_000);
    expect(await ben.hears("time:warned")).toEqual({ leftMs: 5 * 60_000 });
    clock.pass(5 * 60_000);
    await ben.sees((view) => view.lastEnd?.end === "TIMEOUT" && view.seatId === people.ann.id);
  });

  it("let nobody begin two interviews at once", async () => {
    const { id } = await people.ann.post("/interviews", { body: { taskId: await anyTask(), mode: "peer" } });
    await people.ann.post("/interviews/:id/status", { params: { id }, body: { status: "IN_PROGRESS" } });
    const ann = await enter(people.ann);
    await ann.ask("seat:take", {});
    await expect(ann.ask("interview:start", {})).rejects.toThrow("already in another interview");
    expect(ann.view().interview).toBeNull();
    await people.ann.post("/interviews/:id/status", { params: { id }, body: { status: "COMPLETED" } });
    await ann.ask("interview:start", {});
  });
});

describe("leading", () => {
  it("removes somebody for good, and is not to be had by asking", async () => {
    const [mod, ann, ben] = [await enter(people.mod), await enter(people.ann), await enter(people.ben)];
    await expect(ann.ask("person:remove", { personId: people.ben.id })).rejects.toThrow("forbidden");
    await mod.ask("person:remove", { personId: people.ben.id });
    expect(await ben.hears("room:closed")).toMatchObject({ why: "removed" });
    await ann.sees((view) => !(people.ben.id in view.people));
    await expect(ben.join(sessionId)).rejects.toThrow("A moderator removed you");
  });

  it("ends the session for everybody, and nobody comes in any more", async () => {
    const [mod, ann] = [await enter(people.mod), await enter(people.ann)];
    await mod.ask("session:end", {});
    expect(await ann.hears("room:closed")).toMatchObject({ why: "ended" });
    await expect((await open(people.ben)).join(sessionId)).rejects.toThrow("over");
  });

  it("follows the grind: who is taken out of it hears nothing more, whoever leads no more leads no more", async () => {
    const cat = await server.known("Cat");
    await addMember(server.database.db, grindId, cat.id, "moderator");
    const [ann, page] = [await enter(people.ann), await enter(cat)];
    const member = { id: grindId, personId: cat.id };
    await people.mod.patch("/grinds/:id/members/:personId", { params: member, body: { role: "member" } });
    await ann.sees((view) => view.people[cat.id]?.moderates === false);
    await expect(page.ask("session:end", {})).rejects.toThrow("forbidden");
    await people.mod.del("/grinds/:id/members/:personId", { params: member });
    expect(await page.hears("room:closed")).toMatchObject({ why: "signed-out" });
    await ann.ask("chat:say", { id: crypto.randomUUID(), text: "Just us." });
    await ann.hears("chat:said");
    expect(page.heard("chat:said")).toEqual([]);
    await expect(page.join(sessionId)).rejects.toThrow("not-found");
  });

  it("is over with the grind", async () => {
    const { id } = await people.mod.post("/grinds", { body: { name: "Short lived" } });
    sessionId = await addSession(server.database.db, {
      grindId: id,
      madeById: people.mod.id,
      at: new Date(clock.now()),
    });
    const mod = await enter(people.mod);
    await people.mod.del("/grinds/:id", { params: { id } });
    expect(await mod.hears("room:closed")).toMatchObject({ why: "ended" });
  });
});

describe("what is said", () => {
  it("reaches everybody once, however often it is sent, and who comes later", async () => {
    const [ann, ben] = [await enter(people.ann), await enter(people.ben)];
    const line = { id: crypto.randomUUID(), text: "  The read rate\r\nfirst.  " };
    await ann.ask("chat:say", line);
    await ann.ask("chat:say", line);
    await ben.ask("reaction:send", { reaction: "clap" });
    await ann.hears("reaction:sent");
    expect(ben.heard("chat:said")).toMatchObject([{
      personId: people.ann.id,
      name: "Ann",
      text: "The read rate\nfirst.",
    }]);
    expect((await (await open(people.mod)).join(sessionId)).chat).toHaveLength(1);
  });

  it("is typed among the captions by who would be heard, and by nobody else", async () => {
    const [ann, ben] = [await enter(people.ann), await enter(people.ben)];
    await ann.ask("seat:take", {});
    await ann.ask("line:type", { id: crypto.randomUUID(), text: "I would count the reads." });
    expect(await ben.hears("caption:shown")).toMatchObject({ personId: people.ann.id, typed: true, final: true });
    await expect(ben.ask("line:type", { id: crypto.randomUUID(), text: "Hm." })).rejects.toThrow("forbidden");
  });

  it("is consented to by each person alone, in the room and before it", async () => {
    const [ann, ben] = [await enter(people.ann), await enter(people.ben)];
    await ann.ask("consent:set", { purpose: "record", given: true });
    const view = await ben.sees((it) => it.people[people.ann.id]?.consents.length === 1);
    expect(view.people[people.ben.id]?.consents).toEqual([]);
    ann.close();
    await ben.sees((it) => it.people[people.ann.id]?.awayUntilMs !== null);
    clock.pass(keptMs);
    await ben.sees((it) => !(people.ann.id in it.people));
    expect((await (await open(people.ann)).join(sessionId)).view.people[people.ann.id]?.consents).toEqual(["record"]);
  });
});

describe("bad input", () => {
  it.each([
    ["a name that is not known", "room:haunt", {}, "does not know that message"],
    ["a name of every object", "constructor", {}, "does not know that message"],
    ["a wrong shape", "seat:give", { personId: 7 }, "bad-request"],
    ["nothing where something belongs", "chat:say", null, "bad-request"],
    ["an empty message", "chat:say", { id: "01900000-0000-7000-8000-000000000000", text: " " }, "is empty"],
    ["a message that is too long", "chat:say", { id: crypto.randomUUID(), text: "x".repeat(1_001) }, "longer than"],
    ["an id that is none", "room:join", { sessionId: "x" }, "not an id"],
    ["more than can be asked for", "track:consume", {
      producerIds: Array(65).fill(crypto.randomUUID()),
      rtpCapabilities: {},
    }, "bad-request"],
  ])("%s gets one clear sentence, and the room goes on", async (_, name, wish, sentence) => {
    const [ann, ben] = [await enter(people.ann), await enter(people.ben)];
    expect(JSON.stringify(await ann.raw(name, wish))).toContain(sentence);
    await ann.ask("hand:raise", { up: true });
    await ben.sees((view) => view.people[people.ann.id]?.handMs !== null);
  });

  it("without a wish or an answer to it is no trouble", async () => {
    const ann = await enter(people.ann);
    ann.socket.emit("seat:take");
    ann.socket.emit("room:haunt", { a: 1 });
    expect(await ann.raw("room:look")).toHaveProperty("ok");
    await ann.sees((view) => view.seatId === people.ann.id);
  });

  it("of 31 messages in a second refuses the last, and of a flood the page", async () => {
    const [ann, ben] = [await enter(people.ann), await enter(people.ben)];
    clock.pass(1_000);
    const answers = await Promise.all(Array.from({ length: 31 }, () => ann.raw("room:look")));
    expect(answers.filter((it) => JSON.stringify(it).includes("too-many"))).toHaveLength(1);
    clock.pass(1_000);
    await ann.ask("hand:raise", { up: true });
    clock.pass(1_000);
    for (let i = 0; i < 200; i++) ann.socket.emit("room:look");
    expect(await ann.hears("room:closed")).toMatchObject({ why: "abuse" });
    await until(() => ann.socket.disconnected);
    await ben.sees((view) => view.people[people.ann.id]?.awayUntilMs !== null);
  });

  it("never keeps anybody who wants to leave, however much they asked before", async () => {
    const [ann, ben] = [await enter(people.ann), await enter(people.ben)];
    clock.pass(1_000);
    const answers = await Promise.all(Array.from({ length: 31 }, () => ann.raw("room:look")));
    expect(JSON.stringify(answers.at(-1))).toContain("too-many");
    await ann.ask("room:leave", {});
    await ben.sees((view) => !(people.ann.id in view.people));
  });

  it("of more bytes than a message may have ends the connection alone, for that reason", async () => {
    const [ann, ben] = [await enter(people.ann), await enter(people.ben)];
    const { ws } = ann.socket.io.engine.transport as unknown as { ws: WebSocket };
    const closed = new Promise<CloseEvent>((resolve) => ws.addEventListener("close", resolve));
    ann.socket.emit("chat:say", { id: crypto.randomUUID(), text: "x".repeat(300_000) });
    expect((await closed).code).toBe(tooBig);
    await until(() => ann.socket.disconnected);
    await ben.ask("hand:raise", { up: true });
  });

  it.each([
    ["a codec of pictures for a microphone", { codecs: [{ ...opus, mimeType: "video/VP8" }] }],
    ["a codec that this server does not have", { codecs: [{ ...opus, mimeType: "audio/G722" }] }],
    ["no codec at all", { codecs: [] }],
    ["a number where a list belongs", { encodings: 7 }],
    ["a stream whose number is none", { encodings: [{ ssrc: 2 ** 40 }] }],
  ])("of streams gets one clear sentence, and a good one is taken after it: %s", async (_, wrong) => {
    const [ann, ben] = [await enter(people.ann), await enter(people.ben)];
    await ann.ask("seat:take", {});
    const good = { mid: "0", codecs: [opus], encodings: [{ ssrc: 0x1234_5678 }] };
    const refused = ann.ask("track:publish", { source: "mic", rtpParameters: { ...good, ...wrong } });
    await expect(refused).rejects.toMatchObject({
      failure: { code: "bad-request", message: expect.stringMatching(/[.]$/) },
    });
    const { producerId } = await ann.ask("track:publish", { source: "mic", rtpParameters: good });
    await ben.sees((view) => view.people[people.ann.id]?.tracks[0]?.producerId === producerId);
  });
});

async function anyTask(): Promise<string> {
  return (await server.database.db.prisma.task.findFirstOrThrow({ where: { grindId: null } })).id;
}
