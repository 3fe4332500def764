// Bench: how long people hear nothing when the interviewer's service stalls, 1,000 times, beside a line that only waits
//
// --minutes=10 leads an interview of that length in real time instead, over real sockets, while lines end every minute,
// in every other minute break, are refused and fall silent, and die for good in its last fifth.
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { parseArgs } from "node:util";
import { geminiInterviewer } from "../../server/adapters/interviewer/gemini/gemini.ts";
import type { OpenSocket } from "../../server/adapters/interviewer/gemini/socket.ts";
import { steadyLines } from "../../server/interviewer/line/steady-line.ts";
import type { Patience } from "../../server/interviewer/line/watch.ts";
import { type Alarm, systemAlarm } from "../../server/kit/alarm.ts";
import { type Clock, systemClock } from "../../server/kit/clock.ts";
import { silentLog } from "../../server/kit/log.ts";
import { Chance } from "../kit/chance.ts";
import { fakeTime } from "../kit/clock.ts";
import { FakeGemini, type Fault } from "../kit/fake-gemini/fake-gemini.ts";
import { socketsTo } from "../kit/fake-gemini/memory.ts";
import { startFakeGemini } from "../kit/fake-gemini/server.ts";
import { accountsOf } from "../kit/rehearsal/accounts.ts";
import { Dials } from "../kit/rehearsal/dials.ts";
import { Rehearsal, wordsOfFrames } from "../kit/rehearsal/rehearsal.ts";
import { standIn } from "../kit/rehearsal/stand-in.ts";
import { everyThird } from "../kit/rehearsal/wishes.ts";
import { aBrief, openPurse } from "../server/interviewer/line/a-line.ts";
import { closing } from "./kit/closing.ts";
import { percentile, report, round, table } from "./kit/figures.ts";

const settings = { stalls: 1_000, seed: 6, waitsMs: 15_000, hangsMs: 10_000 };
const goals = {
  ...{ silenceP99Ms: 4_000, greetings: 1, lostSamples: 0, unanswered: 0 },
  ...{ wordsTwice: 0, wordsLost: 0, toldTwice: 0, wantedTwice: 0, resultsTwice: 0, resultsLost: 0, hungDials: 0 },
};
/** What a line that is exchanged may add to a silence. */
const rotationAddsMs = 1_500;
const kinds: readonly Fault[] = [
  { kind: "silent" },
  { kind: "empty" },
  { kind: "frozen" },
  { kind: "text" },
  { kind: "garbage" },
  { kind: "close", code: 1011, reason: "Internal error encountered." },
  { kind: "cut", code: 1006, reason: "" },
];

type House = {
  readonly clock: Clock;
  readonly alarm: Alarm;
  readonly fake: FakeGemini;
  readonly baseUrl: string;
  readonly openSocket?: OpenSocket;
  readonly patience?: Patience | null;
  readonly chance: Chance;
  readonly onTurn?: () => void;
  readonly speakMs: readonly [number, number];
  readonly thinkMs: readonly [number, number];
  readonly frameMs: number;
};

function begin({ fake, baseUrl, openSocket, patience, clock, alarm, chance, ...how }: House) {
  const local = standIn(alarm);
  const gemini = { apiKey: fake.behaviour.key, model: "gemini-3.8-live", voice: "Kore", log: silentLog };
  const provider = geminiInterviewer({ ...gemini, baseUrl, ...(openSocket ? { openSocket } : {}) });
  const open = steadyLines({
    ...{ providers: [provider, local], purse: openPurse, clock, alarm, chance: () => chance.share(), log: silentLog },
    ...(patience === undefined ? {} : { patience }),
  });
  const rehearsal = new Rehearsal({
    ...{ open, brief: aBrief, clock, alarm, chance, bargesPercent: 5, patienceMs: settings.waitsMs },
    ...how,
  });
  return { rehearsal, fake, local };
}

/** The longest silence of each turn in which the service stalled. */
async function stalled(patience?: null) {
  const time = fakeTime();
  const dials = new Dials();
  const chance = new Chance(settings.seed);
  const fake = new FakeGemini({ ...time, replyMs: 1_500, wishFor: everyThird, transcribe: wordsOfFrames });
  const hit = new Set<number>();
  let turn = 0;
  const injured: Fault[] = [];
  fake.nextFault = () => {
    const fault = fake.behaviour.faults.shift() ?? null;
    if (fault) {
      hit.add(turn);
      injured.push(fault);
    }
    return fault;
  };
  const house = begin({
    ...{ ...time, fake, chance, baseUrl: "http://fake.example", openSocket: socketsTo(fake) },
    ...(patience === null ? { patience } : {}),
    ...{ speakMs: [600, 2_400], thinkMs: [500, 3_000], frameMs: 60 },
    onTurn() {
      turn++;
      // One to three tries in a row go wrong in the same way.
      const kind = kinds[chance.below(kinds.length)];
      fake.behaviour.faults = kind ? Array<Fault>(1 + chance.below(3)).fill(kind) : [];
    },
  });
  while (hit.size < settings.stalls) await time.live(10_000);
  fake.behaviour.faults = [];
  await time.live(20_000);
  await house.rehearsal.close();
  await time.live(60_000);
  dials.close();
  const longest = new Map<number, number>();
  for (const gap of house.rehearsal.gaps) {
    if (hit.has(gap.turn)) longest.set(gap.turn, Math.max(longest.get(gap.turn) ?? 0, gap.ms));
  }
  const counts = { tries: injured.length, hits: hit.size, hungDials: dials.open, rotations: [] as number[] };
  return { silences: [...longest.values()], ...counts, ...accountsOf(house) };
}

/** A real interview, while everything happens to it. */
async function real(minutes: number) {
  return await closing(async (own) => {
    const chance = new Chance(settings.seed);
    const dials = new Dials();
    own(() => dials.close());
    const lives = { livesMs: 60_000, noticeMs: 15_000 };
    const service = await startFakeGemini({ ...lives, wishFor: everyThird, transcribe: wordsOfFrames });
    own(() => service.close());
    const { fake, url } = service;
    const house = begin({
      ...{ clock: systemClock, alarm: systemAlarm, fake, baseUrl: url, chance },
      ...{ speakMs: [2_000, 12_000], thinkMs: [1_000, 5_000], frameMs: 20 },
    });
    own(() => house.rehearsal.close());
    const startMs = Date.now();
    const end = startMs + minutes * 60_000;
    const hurt = new Set<number>();
    const dying = startMs + minutes * 48_000;
    while (Date.now() < dying) {
      await after(chance.between(5_000, 20_000));
      // In every other minute nothing happens but exchanges, so that what they add can be told.
      if (Math.floor((Date.now() - startMs) / 60_000) % 2 === 1) continue;
      const what = chance.below(6);
      if (what < 5) hurt.add(house.rehearsal.turns.length);
      fake.behaviour.refusesHandles = what === 0;
      if (what < 3) fake.behaviour.faults = [kinds[chance.below(kinds.length)] ?? null];
      else if (what === 3) fake.behaviour.dialFaults = [{ kind: "refuse", status: 503 }];
      else if (what === 4) fake.live.at(-1)?.close(1006, "");
    }
    fake.behaviour.key = "expired";
    fake.live.at(-1)?.close(1008, "API key expired. Please renew the API key.");
    await after(Math.max(0, end - Date.now()));
    await house.rehearsal.close();
    await after(settings.hangsMs);
    hurt.add(house.rehearsal.turns.length);
    const silences = house.rehearsal.gaps.map((it) => it.ms);
    const counts = { tries: fake.sessions.length, hits: house.rehearsal.turns.length, hungDials: dials.open };
    return { silences, ...counts, rotations: rotationGaps(house.rehearsal, hurt), ...accountsOf(house) };
  });
}

/** By how much longer people waited where a line was exchanged and nothing else happened. */
function rotationGaps({ gaps, states }: Rehearsal, hurt: ReadonlySet<number>): number[] {
  const near = (turns: ReadonlySet<number>, turn: number): boolean => turns.has(turn) || turns.has(turn - 1);
  const exchanged = new Set(states.filter((it) => /resuming|reseeding/.test(it.state)).map((it) => it.turn));
  const whole = gaps.filter((it) => !near(hurt, it.turn) && !hurt.has(it.turn - 2));
  const usual = percentile(whole.filter((it) => !near(exchanged, it.turn)).map((it) => it.ms), 0.5);
  return whole.filter((it) => near(exchanged, it.turn)).map((it) => it.ms - usual);
}

type Outcome = Awaited<ReturnType<typeof stalled>>;
const figuresOf = ({ silences, hits, rotations, ...rest }: Outcome) => ({
  stalls: hits,
  silenceP50Ms: round(percentile(silences, 0.5), 0),
  silenceP99Ms: round(percentile(silences, 0.99), 0),
  silenceMaxMs: round(Math.max(...silences), 0),
  rotations: rotations.length,
  rotationAddsMs: rotations.length === 0 ? null : round(Math.max(...rotations), 0),
  ...rest,
});

const { values } = parseArgs({ options: { minutes: { type: "string" } } });
const minutes = values.minutes === undefined ? null : Number(values.minutes);
if (minutes !== null && !(minutes > 0)) throw new Error("--minutes takes a number of minutes");
const ours = figuresOf(minutes === null ? await stalled() : await real(minutes));
const waiting = minutes === null ? figuresOf(await stalled(null)) : null;
const rows = [["ours", ours] as const, ...(waiting ? [["only waits", waiting] as const] : [])];
console.log(table([
  ["line", "stalls", "p50 ms", "p99 ms", "longest ms", "unanswered", "lost samples"],
  ...rows.map(([name, it]) =>
    [name, it.stalls, it.silenceP50Ms, it.silenceP99Ms, it.silenceMaxMs, it.unanswered, it.lostSamples] as const
  ),
]));
const met = Object.entries(goals).every(([name, goal]) => ours[name as keyof typeof goals] <= goal) &&
  ours.greetings === goals.greetings && (ours.rotationAddsMs ?? 0) <= rotationAddsMs;
report({
  bench: "stalls",
  figures: { ...ours, waitingP99Ms: waiting?.silenceP99Ms ?? null, realMinutes: minutes ?? 0 },
  goals: { ...goals, rotationAddsMs },
  met,
});
process.exitCode = met ? 0 : 1;
