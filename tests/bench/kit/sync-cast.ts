import { Chance } from "../../kit/chance.ts";
import type { LogRecord } from "../../../server/recorder/log/records.ts";
import { type Happening, soundStream, type StreamPlan } from "../../kit/rtp-stream.ts";

/** A track of a simulated room: its log, and when each of its frames was really spoken. */
export type Sender = {
  readonly name: string;
  readonly records: readonly LogRecord[];
  readonly spokenMs: ReadonlyMap<number, number>;
};

const every = (forMs: number, periodMs: number, untilMs: number, is: "stall" | "quiet", phaseMs = 0): Happening[] =>
  Array.from({ length: Math.floor((untilMs - phaseMs) / periodMs) }, (_, at) => ({
    is,
    fromMs: phaseMs + (at + 0.5) * periodMs,
    forMs,
  }));

type Part = Omit<StreamPlan, "chance" | "payload">;

/** People whose clocks, devices and networks are bad in different ways. Between words they are quiet. */
export function castOf(lengthMs: number, seed: number): Sender[] {
  const bad = { napMs: 25, reportEveryMs: 5_000, loss: 0.1, lostForGood: 0.03, jitterMs: 12 };
  const whole = { ...bad, fromMs: 2_000, toMs: lengthMs };
  const slow: Happening[] = [600_000, 1_500_000, 2_700_000].map((fromMs) => ({
    ...{ is: "slow", fromMs, forMs: 6_000, byMs: 150 } as const,
  }));
  const plans: Record<string, Part[]> = {
    "fast clock, loss": [{ ...whole, skewPpm: 80, delayMs: 12 }],
    "slow clock, stalls": [{
      ...whole,
      ...{ skewPpm: -60, delayMs: 8 },
      happenings: [...every(300, 290_000, lengthMs, "stall"), ...every(1_500, 800_000, lengthMs, "stall")],
    }],
    "mutes by the codec": [{
      ...whole,
      skewPpm: 20,
      delayMs: 15,
      happenings: every(20_000, 120_000, lengthMs, "quiet"),
    }],
    "reconnects": reconnects(lengthMs, { ...bad, skewPpm: -35, delayMs: 10 }),
    "late, takes the device away": [{
      ...{ ...whole, fromMs: 90_000, skewPpm: 50, delayMs: 6 },
      happenings: [...every(20_000, 700_000, lengthMs, "stall", 90_000), ...slow],
    }],
  };
  return Object.entries(plans).map(([name, parts], at) => sender(name, parts, new Chance(seed + at)));
}

function reconnects(lengthMs: number, more: Omit<Part, "fromMs" | "toMs">): Part[] {
  const eachMs = 360_000;
  return Array.from({ length: Math.ceil(lengthMs / eachMs) }, (_, at) => ({
    ...more,
    ...{
      fromMs: at * eachMs + 3_000,
      toMs: Math.min(lengthMs, (at + 1) * eachMs),
      ssrc: 50 + at,
      firstTimestamp: at * 1e9,
    },
  }));
}

function sender(name: string, parts: readonly Part[], chance: Chance): Sender {
  const records: LogRecord[] = [];
  const spokenMs = new Map<number, number>();
  let first = 0;
  for (const part of parts) {
    const offset = first;
    const stream = soundStream({ ...part, chance, payload: (frame, atMs) => frameOf(frame + offset, atMs) });
    for (const it of stream.records) records.push(it);
    for (const [frame, atMs] of stream.truth) {
      spokenMs.set(frame + offset, atMs);
      first = Math.max(first, frame + offset + 1);
    }
  }
  return { name, records, spokenMs };
}

/** A frame that says its number: a word lasts two seconds, then it is quiet for half a second. */
function frameOf(frame: number, atMs: number): Uint8Array {
  const payload = new Uint8Array(atMs % 2_500 < 2_000 ? 24 : 8);
  payload[0] = 0x78;
  new DataView(payload.buffer).setUint32(1, frame);
  payload[6] = 0xfe;
  return payload;
}
