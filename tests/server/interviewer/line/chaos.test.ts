import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { geminiInterviewer } from "../../../../server/adapters/interviewer/gemini/gemini.ts";
import { steadyLines } from "../../../../server/interviewer/line/steady-line.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import { Chance } from "../../../kit/chance.ts";
import { fakeTime } from "../../../kit/clock.ts";
import { type Behaviour, type DialFault, FakeGemini, type Fault } from "../../../kit/fake-gemini/fake-gemini.ts";
import { socketsTo } from "../../../kit/fake-gemini/memory.ts";
import { accountsOf } from "../../../kit/rehearsal/accounts.ts";
import { Dials } from "../../../kit/rehearsal/dials.ts";
import { Rehearsal, wordsOfFrames } from "../../../kit/rehearsal/rehearsal.ts";
import { standIn } from "../../../kit/rehearsal/stand-in.ts";
import { everyThird } from "../../../kit/rehearsal/wishes.ts";
import { aBrief, openPurse } from "./a-line.ts";

const minuteMs = 60_000;
/** An hour takes seconds, on a machine that has nothing else to do. */
const busyMs = 120_000;
const faultless = {
  lostSamples: 0,
  repeatedSamples: 0,
  greetings: 1,
  wordsTwice: 0,
  wordsLost: 0,
  toldTwice: 0,
  wantedTwice: 0,
  resultsTwice: 0,
  resultsLost: 0,
  unanswered: 0,
};

let dials: Dials;
beforeEach(() => void (dials = new Dials()));
afterEach(() => dials.close());

function anInterview(seed: number, behaviour: Partial<Behaviour>, { frameMs = 20, cutsPercent = 0 } = {}) {
  const time = fakeTime();
  const chance = new Chance(seed);
  const wishFor: Behaviour["wishFor"] = (turn) => {
    const wish = everyThird(turn);
    // Before its result is there, or between that and the first word.
    if (wish && chance.below(100) < cutsPercent) time.alarm(chance.below(500), () => fake.live.at(-1)?.close(1006, ""));
    return wish;
  };
  const fake: FakeGemini = new FakeGemini({ ...time, wishFor, transcribe: wordsOfFrames, ...behaviour });
  const local = standIn(time.alarm);
  const alarms = new Set<() => void>();
  const provider = geminiInterviewer({
    ...{ apiKey: "fake-key", model: "gemini-3.8-live", voice: "Kore", baseUrl: "http://fake.example", log: silentLog },
    openSocket: socketsTo(fake),
  });
  const open = steadyLines({
    providers: [provider, local],
    ...{ purse: openPurse, clock: time.clock, chance: () => chance.share(), log: silentLog },
    alarm(ms, work) {
      const off = time.alarm(ms, () => {
        alarms.delete(stop);
        work();
      });
      const stop = (): void => {
        alarms.delete(stop);
        off();
      };
      alarms.add(stop);
      return stop;
    },
  });
  const rehearsal = new Rehearsal({
    ...{ open, brief: aBrief, clock: time.clock, alarm: time.alarm, chance, bargesPercent: 10, frameMs },
    ...{ speakMs: [1_000, 15_000], thinkMs: [500, 6_000], patienceMs: 15_000 },
  });
  return { time, chance, fake, local, rehearsal, alarms };
}

/** Something happens every so often. */
async function live(
  house: ReturnType<typeof anInterview>,
  ms: number,
  [least, most]: [number, number],
  hit: () => void,
) {
  for (let leftMs = ms; leftMs > 0;) {
    const nextMs = Math.min(leftMs, house.chance.between(least, most));
    await house.time.live(nextMs);
    leftMs -= nextMs;
    hit();
  }
}

async function ended(house: ReturnType<typeof anInterview>): Promise<void> {
  house.fake.behaviour.faults = [];
  house.fake.behaviour.dialFaults = [];
  await house.time.live(10_000);
  await house.rehearsal.close();
  await house.time.live(minuteMs);
  expect(house.alarms.size, "alarms that are left").toBe(0);
  expect(dials.open, `of ${dials.made} dials that hang`).toBe(0);
  expect(house.fake.live).toEqual([]);
}

describe("an hour with a provider that ends its lines every minute", () => {
  it("loses no sample, greets once, and is hardly longer silent for it", async () => {
    const plain = anInterview(5, { livesMs: null }, { frameMs: 100 });
    await plain.time.live(10 * minuteMs);
    await ended(plain);
    const usualMs = Math.max(...plain.rehearsal.gaps.map((it) => it.ms));

    const house = anInterview(6, { livesMs: minuteMs, noticeMs: 20_000 }, { frameMs: 100 });
    await house.time.live(60 * minuteMs);
    await ended(house);
    expect(house.fake.sessions.length).toBeGreaterThan(50);
    expect(house.rehearsal.turns.length).toBeGreaterThan(150);
    expect(accountsOf(house)).toEqual(faultless);
    expect(house.rehearsal.states.some((it) => it.state === "fallback")).toBe(false);
    expect(Math.max(...house.rehearsal.gaps.map((it) => it.ms)) - usualMs).toBeLessThanOrEqual(1_500);
  }, busyMs);
});

describe("an interview in which everything breaks", () => {
  const faults: readonly Fault[] = [
    { kind: "silent" },
    { kind: "empty" },
    { kind: "frozen" },
    { kind: "text" },
    { kind: "garbage" },
    { kind: "foreign" },
    { kind: "unknown-tool" },
    { kind: "close", code: 1011, reason: "Internal error encountered." },
    { kind: "close", code: 1008, reason: "Operation is not implemented, or supported, or enabled." },
    { kind: "cut", code: 1006, reason: "" },
    { kind: "cut", code: 1011, reason: "The deadline expired before the operation could complete." },
  ];
  const dialFaults: readonly DialFault[] = [
    { kind: "refuse", status: 503 },
    { kind: "never" },
    { kind: "late", ms: 3_000 },
    { kind: "close", code: 1007, reason: "Request contains an invalid argument." },
    { kind: "close", code: 1011, reason: "You exceeded your current quota." },
  ];

  it.each([1, 2, 3, 4])("keeps every word and every wish, and is never silent for long (seed %i)", async (seed) => {
    const house = anInterview(seed, { livesMs: minuteMs, noticeMs: 10_000 }, { cutsPercent: 40 });
    const { fake, chance, rehearsal } = house;
    const pick = <T>(of: readonly T[]): T | undefined => of[chance.below(of.length)];
    await live(house, 15 * minuteMs, [2_000, 20_000], () => {
      const what = chance.below(10);
      fake.behaviour.refusesHandles = what === 0;
      if (what < 5) fake.behaviour.faults = Array(1 + chance.below(3)).fill(pick(faults) ?? null) as Fault[];
      else if (what < 7) fake.behaviour.dialFaults = [pick(dialFaults) ?? null];
      else if (what < 9) fake.live.at(-1)?.close(1006, "");
      else fake.live.at(-1)?.goAway(3_000);
    });
    await ended(house);
    expect(accountsOf(house)).toEqual(faultless);
    expect(Math.max(...rehearsal.gaps.map((it) => it.ms))).toBeLessThanOrEqual(4_000);
    expect(rehearsal.notices.length).toBeGreaterThan(0);
  });

  it("goes on to its end when the provider dies for good in the middle of a word", async () => {
    const house = anInterview(9, {});
    await house.time.live(2 * minuteMs);
    house.fake.behaviour.faults = [{ kind: "cut", code: 1008, reason: "API key expired. Please renew the API key." }];
    house.fake.behaviour.key = "another";
    await house.time.live(20 * minuteMs);
    await ended(house);
    expect(accountsOf(house)).toEqual(faultless);
    expect(house.rehearsal.states.at(-1)?.state).toBe("fallback");
    expect(house.rehearsal.notices).toHaveLength(1);
    expect(Math.max(...house.rehearsal.gaps.map((it) => it.ms))).toBeLessThanOrEqual(4_000);
  });
});
