import process from "node:process";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AskName, asks } from "../../proto/signaling.ts";
import { Failure } from "../../proto/http/shared.ts";
import { type FakeClock, fakeClock } from "../kit/clock.ts";
import { type LivePage, openPage } from "../kit/live-page.ts";
import { addMember, addSession } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { audioLevel } from "../kit/rtp.ts";
import { eachBent, kinds, texts } from "./hostile.ts";

/** Another seed tries other inputs; more runs try more of them. */
const seed = Number(process.env["FUZZ_SEED"] ?? 20260105);
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 25);
/** As many as one connection may ask in a second, less one to look whether the room is well. */
const perSecond = 29;

const names = Object.keys(asks) as AskName[];
const values = [...texts.filter((it) => it.length < 100), ...kinds];
let clock: FakeClock;
let server: TestServer;
let ann: Person;
let ben: Person;
let sessionId: string;
let watcher: LivePage;
let page: LivePage;

beforeAll(async () => {
  clock = fakeClock();
  server = await startServer({ clock });
  [ann, ben] = [await server.known("Ann"), await server.known("Ben")];
});
afterAll(() => server?.close());
beforeEach(async () => {
  const { db } = server.database;
  const { id: grindId } = await ann.post("/grinds", { body: { name: "Thursday Loop" } });
  await addMember(db, grindId, ben.id);
  sessionId = await addSession(db, { grindId, madeById: ann.id, at: new Date(clock.now()) });
  [watcher, page] = [await openPage(server.url, ann), await openPage(server.url, ben)];
  await watcher.join(sessionId);
  await page.join(sessionId);
  await page.ask("seat:take", {}); // so that what one sends is looked at, and not refused for want of the right
  return () => [watcher, page].forEach((it) => it.close());
});

const dtlsParameters = {
  role: "client",
  fingerprints: [{ algorithm: "sha-256", value: Array(32).fill("AB").join(":") }],
};
const rtpParameters = {
  mid: "0",
  codecs: [{
    mimeType: "audio/opus",
    clockRate: 48_000,
    channels: 2,
    payloadType: 100,
    parameters: { useinbandfec: 1 },
  }],
  encodings: [{ ssrc: 0x1234_5678 }],
  headerExtensions: [audioLevel],
  rtcp: { cname: "ben", reducedSize: true },
};
const some = "01900000-0000-7000-8000-000000000000";
const generation = 1;
/** What a page asks when all is well. */
const good: Readonly<Record<AskName, () => object>> = {
  "room:join": () => ({ sessionId, resume: "x", generation, takeOver: true }),
  "room:leave": () => ({}),
  "room:look": () => ({}),
  "echo:open": () => ({}),
  "echo:close": () => ({}),
  "door:connect": () => ({ generation, side: "send", dtlsParameters }),
  "door:restart": () => ({ generation, side: "send" }),
  "door:renew": () => ({}),
  "track:publish": () => ({ source: "mic", rtpParameters, paused: false }),
  "track:pause": () => ({ source: "mic", paused: true }),
  "track:close": () => ({ source: "mic" }),
  "track:consume": () => ({ producerIds: [some], rtpCapabilities: { codecs: rtpParameters.codecs } }),
  "track:play": () => ({ consumerIds: [some], playing: true }),
  "track:prefer": () => ({ consumerId: some, layer: 1 }),
  "seat:take": () => ({}),
  "seat:leave": () => ({}),
  "seat:give": () => ({ personId: ann.id }),
  "seat:keep": () => ({}),
  "asker:set": () => ({ personId: ben.id }),
  "interview:start": () => ({}),
  "interview:end": () => ({}),
  "floor:give": () => ({ personId: ben.id }),
  "floor:take": () => ({ personId: ben.id }),
  "hand:raise": () => ({ up: true }),
  "person:mute": () => ({ personId: ann.id }),
  "person:remove": () => ({ personId: ann.id }),
  "session:end": () => ({}),
  "consent:set": () => ({ purpose: "record", given: true }),
  "interviewer:think": () => ({ thinkTime: "patient" }),
  "interviewer:wait": () => ({}),
  "chat:say": () => ({ id: some, text: "Hello." }),
  "reaction:send": () => ({ reaction: "clap" }),
  "line:type": () => ({ id: some, text: "Typed." }),
};

/** Asked as often as one page may; what lets go of the place is made up for. */
async function tried(name: string, wishes: Iterable<readonly unknown[]>): Promise<void> {
  let count = 0;
  for (const wish of wishes) {
    if (count++ % perSecond === 0) clock.pass(1_000);
    mustBeOurs(await page.raw(name, ...wish), name, wish);
    if (name !== "room:leave" && name !== "room:join" && !name.startsWith("echo:")) continue;
    if (count++ % perSecond === 0) clock.pass(1_000);
    await page.join(sessionId, { takeOver: true });
  }
}

/** Answered, or refused in our form and in a sentence. */
function mustBeOurs(answer: unknown, name: string, wish: readonly unknown[]): void {
  if (typeof answer === "object" && answer !== null && "ok" in answer) return;
  const said = `${name} ${JSON.stringify(wish)}`;
  const { error } = Failure.parse(answer);
  expect(error.code, said).not.toBe("internal");
  const sentence = error.field === undefined ? error.message : error.message.replace(error.field, "It");
  expect(sentence, said).toMatch(/^["A-Z].*[.]$/s);
}

describe("hostile input at the live door", () => {
  it.each(names)("to %s is answered or refused in our form, and the room goes on", async (name) => {
    const wish = good[name]();
    await tried(name, [[wish], ...[...eachBent(wish, values)].map((it) => [it] as const)]);
    const noise = fc.sample(fc.array(fc.anything({ withNullPrototype: false }), { maxLength: 3 }), { seed, numRuns });
    await tried(name, noise.map((it) => it.filter((part) => typeof part !== "function" && isPlain(part))));
    clock.pass(1_000);
    const text = `After ${name}.`;
    await watcher.ask("chat:say", { id: crypto.randomUUID(), text });
    await watcher.hears("chat:said", (it) => it.text === text);
    await page.hears("chat:said", (it) => it.text === text);
  });

  it("under names that nobody knows is refused by that name's sentence", async () => {
    for (const name of [...texts, "room", "room:", "toString", "hasOwnProperty"].filter((it) => !reserved.has(it))) {
      clock.pass(1_000);
      expect(await page.raw(name, {}), name).toMatchObject({ error: { code: "bad-request" } });
    }
  });

  it("left the server well and its log without errors", async () => {
    expect((await server.nobody().raw({ method: "GET", path: "/readyz" })).status).toBe(200);
    expect(server.lines.filter((it) => it.includes(`"level":"error"`))).toEqual([]);
  });
});

/** Names that socket.io keeps for itself at the sender's end. */
const reserved: ReadonlySet<string> = new Set(["connect", "connect_error", "disconnect", "disconnecting"]);

/** What can be sent at all: a big number cannot, nor what refers to itself. */
function isPlain(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
