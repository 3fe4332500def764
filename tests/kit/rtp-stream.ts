import type { Codec, LogRecord } from "../../server/recorder/log/records.ts";
import type { Chance } from "./chance.ts";
import { rtp } from "./rtp.ts";

/** What happens to a stream while it is sent, at moments of its room. */
export type Happening =
  /** The device hangs: the sender's clock stands still. */
  | { readonly is: "stall"; readonly fromMs: number; readonly forMs: number }
  /** Nothing is sent while its clock goes on, but for a packet every 400 ms. */
  | { readonly is: "quiet"; readonly fromMs: number; readonly forMs: number }
  /** Muted as our page does it: nothing is sent while its clock goes on, and numbers go on where they were. */
  | { readonly is: "mute"; readonly fromMs: number; readonly forMs: number }
  /** Nothing comes through at all, while its clock goes on. */
  | { readonly is: "cut"; readonly fromMs: number; readonly forMs: number }
  /** The network is slower by so much. */
  | { readonly is: "slow"; readonly fromMs: number; readonly forMs: number; readonly byMs: number };

export type StreamPlan = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly ssrc?: number;
  readonly firstSequence?: number;
  readonly firstTimestamp?: number;
  /** How fast the sender's clock is, in millionths. */
  readonly skewPpm?: number;
  readonly delayMs?: number;
  readonly jitterMs?: number;
  /** Of packets that are lost at first, and of these, that never come. */
  readonly loss?: number;
  readonly lostForGood?: number;
  readonly happenings?: readonly Happening[];
  /** The payload of each frame; `atMs` is when it was spoken. */
  readonly payload?: (frame: number, atMs: number) => Uint8Array;
  /** How long the tap sleeps on the average, spread as it does; arrivals are seen only between. */
  readonly napMs?: number;
  /** How often the media worker reports, as it does about its own, unslept clock. */
  readonly reportEveryMs?: number;
  readonly chance: Chance;
};

const frameMs = 20;
const frameTicks = 960;

/** Where each frame that was sent belongs on the time line, by its number. */
export type Truth = ReadonlyMap<number, number>;

/** The records of a voice that was sent over a network as bad as the plan says, and the truth of it. */
export function soundStream(plan: StreamPlan): { readonly records: LogRecord[]; readonly truth: Truth } {
  const { fromMs, toMs, ssrc = 1, skewPpm = 0, firstSequence = 7, firstTimestamp = 99 } = plan;
  const truth = new Map<number, number>();
  const packets: LogRecord[] = [];
  const naps = napsOf(plan);
  let reportedMs = fromMs;
  let stalledMs = 0;
  let sequence = firstSequence;
  for (let frame = 0;; frame++) {
    const own = frame * frameMs / (1 + skewPpm / 1e6);
    const stall = plan.happenings?.find((it) => it.is === "stall" && within(it, fromMs + own + stalledMs));
    if (stall) stalledMs += stall.forMs;
    const atMs = fromMs + own + stalledMs;
    if (atMs >= toMs) break;
    const during = plan.happenings?.filter((it) => within(it, atMs)) ?? [];
    if (during.some((it) => it.is === "quiet") && frame % 20 !== 0) continue;
    if (during.some((it) => it.is === "mute")) continue;
    const number = sequence++;
    if (during.some((it) => it.is === "cut")) continue;
    const slowMs = during.reduce((sum, it) => sum + (it.is === "slow" ? it.byMs : 0), 0);
    const cameMs = arrival(plan, atMs + slowMs);
    if (cameMs === undefined) continue;
    truth.set(frame, atMs);
    const payload = plan.payload?.(frame, atMs) ?? spokenFrame;
    const timestamp = firstTimestamp + frame * frameTicks;
    if (plan.reportEveryMs !== undefined && atMs >= reportedMs + plan.reportEveryMs) {
      reportedMs = atMs;
      packets.push(report(cameMs, timestamp));
    }
    packets.push({
      kind: "packet",
      atUs: Math.round(seenAt(naps, cameMs) * 1000),
      rtp: rtp({ payloadType: 100, sequence: number, timestamp, ssrc, payload }),
    });
  }
  for (const { is, fromMs: muteMs, forMs } of plan.happenings ?? []) {
    if (is === "mute") packets.push(marked("paused", muteMs), marked("resumed", muteMs + forMs));
  }
  packets.sort((a, b) => a.atUs - b.atUs);
  const opened: LogRecord = { kind: "mark", atUs: 0, mark: { is: "opened", monotonicUs: 0 } };
  return { records: [opened, fed("opus", ssrc, fromMs), ...packets], truth };
}

/** A frame that was spoken aloud, as far as its size says. */
export const spokenFrame = Uint8Array.of(0x78, ...Array.from({ length: 79 }, (_, at) => at * 37 & 0xff));

export function fed(codec: Codec, ssrc: number, atMs: number): LogRecord {
  return {
    kind: "mark",
    atUs: atMs * 1000,
    mark: { is: "fed", ssrc, payloadType: codec === "opus" ? 100 : 101, codec },
  };
}

function marked(is: "paused" | "resumed", atMs: number): LogRecord {
  return { kind: "mark", atUs: atMs * 1000, mark: { is } };
}

/** As a log gives them, as often as it is asked. */
export function asRecords(records: readonly LogRecord[]): () => AsyncGenerator<LogRecord> {
  return async function* () {
    yield* records;
  };
}

function within({ fromMs, forMs }: Happening, atMs: number): boolean {
  return atMs >= fromMs && atMs < fromMs + forMs;
}

/** When it arrives; undefined: it never does. */
function arrival(plan: StreamPlan, sentMs: number): number | undefined {
  const { delayMs = 10, jitterMs = 5, loss = 0, lostForGood = 1, chance } = plan;
  let onTheWay = delayMs + Math.abs(chance.share() + chance.share() - 1) * jitterMs;
  if (chance.share() < loss) {
    if (chance.share() < lostForGood) return undefined;
    onTheWay += 60 + chance.share() * 120;
  }
  return sentMs + onTheWay;
}

/** When the tap wakes: its sleeps differ by the golden ratio, so that no stream is always seen late. */
function napsOf({ napMs = 0, fromMs, toMs, chance }: StreamPlan): readonly number[] {
  const ends: number[] = [];
  let phase = napMs === 0 ? 0 : chance.share();
  for (let atMs = fromMs; napMs > 0 && atMs < toMs + 60_000; ends.push(atMs)) {
    phase = (phase + (Math.sqrt(5) - 1) / 2) % 1;
    atMs += napMs * (0.6 + 0.8 * phase);
  }
  return ends;
}

function seenAt(naps: readonly number[], cameMs: number): number {
  let [low, high] = [0, naps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((naps[middle] ?? 0) < cameMs) low = middle + 1;
    else high = middle;
  }
  return naps[low] ?? cameMs;
}

/** Half a second after a packet: the clocks of the take and of the machine are the same here. */
function report(cameMs: number, timestamp: number): LogRecord {
  const atUs = Math.round((cameMs + 500) * 1000);
  return { kind: "report", atUs, ntp: (BigInt(atUs) << 32n) / 1_000_000n, rtpTime: (timestamp + 24_000) >>> 0 };
}
