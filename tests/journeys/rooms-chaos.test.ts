import { afterAll, beforeAll, expect, it } from "vitest";
import type { Answer, AskName, Joined } from "../../proto/signaling.ts";
import { emptyMs, keptMs } from "../../server/domain/seat/timers.ts";
import { Chance } from "../kit/chance.ts";
import { type FakeClock, fakeClock } from "../kit/clock.ts";
import { type LivePage, openPage } from "../kit/live-page.ts";
import { addMember, addSession } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

type Tab = { person: Person; page: LivePage; resume: string | undefined };

let server: TestServer;
let clock: FakeClock;
let people: Person[];
let sessions: string[];
let tabs: Tab[];
const seed = 11;
const chance = new Chance(seed);
const any = <T>(of: readonly T[]): T => {
  const [first, ...more] = of;
  if (first === undefined) throw new Error("there is nothing to choose from");
  return chance.of(first, ...more);
};
const yes = (): boolean => chance.below(2) === 0;

beforeAll(async () => {
  // What is recorded has the time of the wall.
  clock = fakeClock(Date.now());
  server = await startServer({ clock, records: true });
  people = await Promise.all(["Mo", "Ann", "Ben", "Cat", "Dan"].map((it) => server.known(it)));
  const { id: grindId } = await any(people.slice(0, 1)).post("/grinds", { body: { name: "Thursday Loop" } });
  for (const { id } of people.slice(1)) await addMember(server.database.db, grindId, id);
  const row = { grindId, madeById: any(people.slice(0, 1)).id, at: new Date(clock.now()) };
  sessions = [await addSession(server.database.db, row), await addSession(server.database.db, row)];
  // Each of them in two tabs.
  tabs = await Promise.all([...people, ...people].map((person) => open(person, undefined)));
});
afterAll(() => server.close());

const open = async (person: Person, resume: string | undefined): Promise<Tab> => ({
  person,
  page: await openPage(server.url, person),
  resume,
});

let numbers = 1_000;
const sound = () => ({
  codecs: [{ mimeType: "audio/opus", payloadType: 111, clockRate: 48_000, channels: 2 }],
  encodings: [{ ssrc: ++numbers }],
});
const wishes: Partial<Record<AskName, () => object>> = {
  "echo:open": () => ({}),
  "door:renew": () => ({}),
  "track:publish": () => ({ source: "mic", rtpParameters: sound() }),
  "track:pause": () => ({ source: "mic", paused: yes() }),
  "track:close": () => ({ source: "mic" }),
  "seat:take": () => ({}),
  "seat:give": () => ({ personId: any(people).id }),
  "seat:leave": () => ({}),
  "room:leave": () => ({}),
  "asker:set": () => ({ personId: yes() ? any(people).id : null }),
  "interview:start": () => ({}),
  "interview:end": () => ({}),
  "floor:give": () => ({ personId: any(people).id }),
  "floor:take": () => ({ personId: any(people).id }),
  "person:mute": () => ({ personId: any(people).id }),
  "consent:set": () => ({ purpose: "record", given: yes() }),
  "chat:say": () => ({ id: crypto.randomUUID(), text: "Hm." }),
};

/** Somebody does something: comes in, breaks off, or asks for whatever there is. Nobody waits for an answer. */
async function act(): Promise<void> {
  const tab = any(tabs);
  const what = chance.below(24);
  if (what === 0) {
    tab.page.breakOff();
    tabs[tabs.indexOf(tab)] = await open(tab.person, tab.resume);
  } else if (what < 8) {
    const resume = yes() && tab.resume ? { resume: tab.resume } : {};
    const wish = { sessionId: any(sessions), takeOver: yes(), ...resume };
    tab.page.socket.emit("room:join", wish, (answer: Answer<Joined>) => {
      tab.resume = "ok" in answer ? answer.ok.resume : undefined;
    });
  } else {
    const [name, wish] = any(Object.entries(wishes));
    tab.page.socket.emit(name, wish());
  }
}

it("leaves nobody and nothing behind, whatever people do at once", async () => {
  for (let second = 0; second < 80; second++) {
    clock.pass(1_000);
    await Promise.all(Array.from({ length: 12 }, act));
    // Now and then they wait for what came of it.
    if (second % 2 === 0) await any(tabs).page.raw("echo:close", {});
  }
  for (const { page } of tabs) page.close();
  await until(() => tabs.every(({ page }) => page.socket.disconnected));
  // Twice, so that those are away who came in at the very last.
  const { prisma } = server.database.db;
  await until(async () => {
    clock.pass(keptMs);
    return await prisma.participant.count({ where: { leftAt: null } }) === 0;
  });
  clock.pass(emptyMs);
  await until(async () => await prisma.session.count({ where: { state: "live" } }) === 0);
  expect(await prisma.interview.count({ where: { status: "IN_PROGRESS" } })).toBe(0);
  expect(await prisma.interview.count()).toBeGreaterThan(0);
  expect(await prisma.liveRoom.count()).toBe(0);
  expect(server.lines.filter((it) => it.includes('"level":"error"'))).toEqual([]);
}, 60_000);
