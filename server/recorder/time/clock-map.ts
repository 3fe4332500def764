/** The lowest delays of one stretch of RTP time. Times in microseconds. */
export type Window = { readonly fromUs: number; lowUs: number; readonly anchor: boolean };

/** One stint's RTP clock laid on the take's. */
export type StintClock = {
  /** Where the moment `rtpUs` of the stint's clock lies on the take's time line. Cheapest when asked in order. */
  at(rtpUs: number): number;
  /** How far off it may be, for each window. */
  readonly doubtsUs: Float64Array;
};

/**
 * The lowest delay within it counts as none. Longer is not deceived by a network that is slow for some seconds; a clock that
 * stood still is seen whatever it is.
 */
const spanUs = 30e6;
/** At a stint's end shorter stretches must do, but not shorter ones than this. */
const shortestUs = 2e6;
/** Where the clock surely stood still even this will do; fewer packets may all be ones that were sent again. */
const shortestAnchoredUs = 300e3;
/** Clocks drift apart steadily; this far apart a drift can be told from delays. */
const driftBaseUs = 20e6;
/** No crystal is worse. */
const maxDrift = 500e-6;
/** With fewer it is taken for none: within a span that is little. */
const enoughRises = 40;
/** So many of a span's lowest tell how far below them the truth may be. More is surer of it, and takes in longer delays. */
const enoughLow = 12;
/** The tap's sleeps are spread, so that no stream is always seen late; with fewer reports of who does not sleep that is unproven. */
const enoughReports = 3;
/** The tap sleeps no longer on the average: no line is higher than by this. */
const longestSleepUs = 20e3;
/** A single packet, as the first after the clock stood still, may have waited for a whole one. */
const wholeSleepUs = 35e3;
/** What clocks are read in. */
const tickUs = 1e3;
/** The lowest delay of so much is free of what hurries and waits, for telling a drift. */
const nearUs = 2e6;

/**
 * A packet comes late or in time, never early: the line below all arrivals is the sender's clock. It may step up where that
 * clock stood still, and rises and falls where it is slower or faster than ours.
 */
export function stintClock(windows: readonly Window[], endUs: number, reports: number): StintClock {
  const from = Float64Array.from(windows, (it) => it.fromUs);
  const slope = drift(from, eroded(from, Float64Array.from(windows, (it) => it.lowUs), nearUs));
  const base = from[0] ?? 0;
  const low = Float64Array.from(windows, (it) => it.lowUs - slope * (it.fromUs - base));
  const level = opening({ from, low, anchors: windows.map((it) => it.anchor), endUs });
  let last = 0;
  const at = (rtpUs: number): number => {
    if (rtpUs < (from[last] ?? 0)) last = 0;
    while (last + 1 < from.length && (from[last + 1] ?? 0) <= rtpUs) last++;
    return rtpUs + (level[last] ?? 0) + slope * (rtpUs - base);
  };
  // It may lie too high where nothing came without delay. Where the clock stood still it stays behind: the line may lie too
  // low by no more than whatever comes next does, the next in time above all.
  const above = low.map((it, n) => it - (level[n] ?? it));
  const high = reports < enoughReports ? above.fill(longestSleepUs) : tooHigh(from, above);
  const doubtsUs = eroded(from, low, spanUs).map((it, n) => {
    const step = n > 0 && (level[n] ?? 0) - (level[n - 1] ?? 0) > longestSleepUs;
    return Math.max(it - (level[n] ?? it), high[n] ?? 0, step ? wholeSleepUs : 0);
  });
  return { at, doubtsUs };
}

/**
 * How far the line may lie above the truth, in 19 of 20 spans: where many delays lie close above it, the shortest there is
 * cannot be far below. Delays are of two kinds, by the network and by the tap's sleep, and are seldom short together.
 */
function tooHigh(from: Float64Array, above: Float64Array): Float64Array {
  const doubts = new Float64Array(above.length);
  for (let at = 0; at < above.length;) {
    const start = from[at] ?? 0;
    let end = at;
    while (end < above.length && (from[end] ?? 0) < start + spanUs) end++;
    const sorted = above.slice(at, end).sort();
    const nth = Math.min(enoughLow, sorted.length) - 1;
    const rise = (sorted[nth] ?? 0) - (sorted[0] ?? 0);
    doubts.fill(nth < 1 ? longestSleepUs : Math.min(longestSleepUs, tickUs + rise * belowLowest(nth)), at, end);
    at = end;
  }
  return doubts;
}

/**
 * Of what lies between the lowest and the one that is the nth above it, how much more may lie below: the ratio that 19 of 20
 * do not exceed where delays near the shortest are the more frequent the longer they are.
 */
function belowLowest(nth: number): number {
  const odds = 0.05 ** (-1 / nth) - 1;
  const share = Math.sqrt(odds / (1 + odds));
  return share / (1 - share);
}

/**
 * The median of how much the line rises within some seconds. Delays go both ways and are evened out; where the clock stood
 * still the rise is no drift and is left out.
 */
function drift(from: Float64Array, near: Float64Array): number {
  const rises: number[] = [];
  const every = Math.max(1, Math.floor(from.length / 4_000));
  let early = 0;
  for (let at = 0; at < from.length; at += every) {
    const late = from[at] ?? 0;
    while ((from[early + 1] ?? Infinity) <= late - driftBaseUs) early++;
    const apartUs = late - (from[early] ?? 0);
    if (apartUs < driftBaseUs) continue;
    const rise = ((near[at] ?? 0) - (near[early] ?? 0)) / apartUs;
    if (Math.abs(rise) <= maxDrift) rises.push(rise);
  }
  rises.sort((a, b) => a - b);
  return rises.length < enoughRises ? 0 : rises[rises.length >> 1] ?? 0;
}

type Series = {
  readonly from: Float64Array;
  readonly low: Float64Array;
  readonly anchors: readonly boolean[];
  readonly endUs: number;
};

/**
 * Of all stretches that hold a window, the one that lies highest says its level. So a step up is seen at its very place, and
 * what only rises for less than a span is taken for delay.
 */
function opening({ from, low, anchors, endUs }: Series): Float64Array {
  const lowest = eroded(from, low, spanUs);
  const level = new Float64Array(low.length);
  const best: number[] = []; // indices of stretches, highest first
  let gone = 0;
  for (let at = 0; at < low.length; at++) {
    const start = from[at] ?? 0;
    const whole = at === 0 || endUs - start >= (anchors[at] === true ? shortestAnchoredUs : shortestUs);
    const own = lowest[at] ?? 0;
    while (whole && best.length > gone && (lowest[best.at(-1) ?? 0] ?? 0) <= own) best.pop();
    if (whole) best.push(at);
    while (best.length > gone + 1 && (from[best[gone] ?? 0] ?? 0) < start - spanUs) gone++;
    level[at] = lowest[best[gone] ?? 0] ?? own;
  }
  return level;
}

/** For each window the lowest from it on to `forUs` later. */
function eroded(from: Float64Array, low: Float64Array, forUs: number): Float64Array {
  const result = new Float64Array(low.length);
  const lowest: number[] = []; // indices, their values falling towards the front of the series
  let gone = 0;
  let until = 0;
  for (let at = 0; at < low.length; at++) {
    for (; until < low.length && (from[until] ?? 0) <= (from[at] ?? 0) + forUs; until++) {
      while (lowest.length > gone && (low[lowest.at(-1) ?? 0] ?? 0) >= (low[until] ?? 0)) lowest.pop();
      lowest.push(until);
    }
    while ((lowest[gone] ?? at) < at) gone++;
    result[at] = low[lowest[gone] ?? at] ?? 0;
  }
  return result;
}
