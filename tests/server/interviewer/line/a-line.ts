import type { SteadyTells } from "../../../../server/interviewer/line/line.ts";
import { steadyLines } from "../../../../server/interviewer/line/steady-line.ts";
import type { Purse } from "../../../../server/interviewer/line/purse.ts";
import type { SteadyKit } from "../../../../server/interviewer/line/steady-kit.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import type { Brief, InterviewerProvider } from "../../../../server/ports/interviewer.ts";
import { fakeTime } from "../../../kit/clock.ts";

/** Lets everybody use everything. */
export const openPurse: Purse = {
  open({ granted }) {
    granted();
    return () => undefined;
  },
};

export const aBrief: Brief = {
  candidate: "Nova",
  task: {
    title: "Two sums",
    kind: "coding",
    brief: "Find two numbers.",
    rubric: [{ name: "Clarity", weight: 1, levels: { weak: "none", solid: "some", strong: "all" } }],
    plan: [{ ask: "How would you begin?", probes: ["Why?"], hints: ["Sort it."], minutes: 5 }],
  },
  minutes: 30,
  leftMs: 1_800_000,
  speakers: [],
  prepNotes: null,
  soFar: null,
  turnsFrom: null,
};

type Options = Partial<Omit<SteadyKit, "providers">> & {
  readonly brief?: () => Brief;
  readonly localOnly?: boolean;
  readonly time?: ReturnType<typeof fakeTime>;
};

/** A steady line over these providers, on time that stands still, with everything that it tells. */
export function aLine(providers: readonly InterviewerProvider[], options: Options = {}) {
  const { brief = () => aBrief, localOnly = false, time = fakeTime(), ...more } = options;
  const told: string[] = [];
  const wishes: string[] = [];
  const notices: string[] = [];
  let samples = 0;
  const tells: SteadyTells = {
    state: (state, { provider, standsIn }) => told.push(`${state} ${provider}${standsIn ? " stands in" : ""}`),
    notice: (sentence) => notices.push(sentence),
    sound: (pcm) => void (samples += pcm.length),
    said: (text, final) => told.push(`said ${JSON.stringify(text)}${final ? "." : ""}`),
    heard: (text, final) => told.push(`heard ${JSON.stringify(text)}${final ? "." : ""}`),
    heardAgain: (turns) => turns > 0 && told.push(`heard again ${turns}`),
    turnComplete: () => told.push("turn complete"),
    interrupted: () => told.push("interrupted"),
    wants: ({ id, name }) => {
      told.push(`wants ${name}`);
      wishes.push(id);
    },
    cancelled: (ids) => told.push(`cancelled ${ids.join()}`),
  };
  const open = steadyLines({
    ...{ providers, purse: openPurse, clock: time.clock, alarm: time.alarm, chance: () => 0, log: silentLog },
    ...more,
  });
  const line = open({ brief, localOnly, payer: { personId: "p", grindId: null }, tells });
  time.pass(0);
  return {
    line,
    time,
    told,
    wishes,
    notices,
    /** How much it said so far, in samples. */
    said: () => samples,
    states: () => told.filter((it) => /^(idle|dialing|live|draining|resuming|reseeding|fallback) /.test(it)),
    /** Speaks for so long, in frames of 20 ms that carry their number. */
    speak(frames: number, from = 0) {
      line.speechBegan();
      for (let at = 0; at < frames; at++) line.hear(new Int16Array(320).fill(from + at));
      line.speechEnded();
    },
  };
}

/** A second of sound at 24 kHz. */
export const second = (): Int16Array => new Int16Array(24_000).fill(1_000);
