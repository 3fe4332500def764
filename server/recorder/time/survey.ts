import type { Codec } from "../log/records.ts";
import { type StintClock, stintClock, type Window } from "./clock-map.ts";
import { clockRates, type Step } from "./sequence.ts";

/** Windows are at least so long, so that the memory for hours stays small. */
const windowUs = 250_000;
/** So much later than the clock of the packets says: the window ends, as that clock may have stood still. */
const cutUs = 40_000;
/** As much as this is believed even where little follows. */
const anchorUs = 100_000;
/** Windows of a whole track; then the last one of its stint goes on. Hours of speech have a tenth of it. */
const maxWindows = 400_000;
/** Packets lie in the tap's socket until it looks: they seem later by up to this much. Reports are not touched by that. */
const napUs = 20_000;
/** What clocks are read in. */
const tickUs = 1_000;

/** A report a second for hours. */
const maxReports = 20_000;
const enoughReports = 3;

/** A stint as it was heard. */
export type Stint = { readonly clock: StintClock; readonly packets: number };

type Report = { readonly us: number; readonly lateUs: number };
type Open = { windows: Window[]; reports: Report[]; endUs: number; atUs: number; packets: number };

/** The first reading of a log: whatever is needed to place each packet in a second one. */
export class Survey {
  packets = 0;
  readonly #open: Open[] = [];
  #windows = 0;

  note(step: Step): void {
    if (step.is === "packet") this.#packet(step);
    else if (step.is === "report") this.#report(step);
  }

  /** Every stint's clock, by its number. */
  clocks(): readonly Stint[] {
    return this.#open.map(({ windows, reports, endUs, packets }) => ({
      packets,
      clock: stintClock(windows, endUs, (clock) => unsure(reports, clock)),
    }));
  }

  #packet({ stint, codec, packet }: Extract<Step, { is: "packet" }>): void {
    const us = packet.time * 1e6 / clockRates[codec];
    const open = this.#open[stint] ?? { windows: [], reports: [], endUs: us, atUs: packet.atUs, packets: 0 };
    this.#open[stint] = open;
    const lateUs = packet.atUs - open.atUs - (us - open.endUs);
    const begun = open.windows.at(-1);
    const cut = !begun || us - begun.fromUs >= windowUs || lateUs > cutUs;
    if (!begun || (cut && this.#windows < maxWindows)) {
      this.#windows++;
      open.windows.push({ fromUs: us, lowUs: packet.atUs - us, anchor: lateUs > anchorUs });
    } else begun.lowUs = Math.min(begun.lowUs, packet.atUs - us);
    open.endUs = Math.max(open.endUs, us);
    open.atUs = Math.max(open.atUs, packet.atUs);
    open.packets++;
    this.packets++;
  }

  #report({ stint, codec, time, heardUs }: Extract<Step, { is: "report" }>): void {
    const open = this.#open[stint];
    const begun = open?.windows.at(-1);
    const us = time * 1e6 / clockRates[codec];
    const lateUs = heardUs - us;
    // A packet cannot have waited longer than the tap sleeps: such a report is of another clock.
    if (!open || !begun || lateUs < begun.lowUs - 1.5 * napUs || open.reports.length >= maxReports) return;
    begun.lowUs = Math.min(begun.lowUs, lateUs);
    open.reports.push({ us, lateUs });
  }
}

/**
 * How far the line may lie above the truth, in 19 of 20 spans: the lowest of a span's six reports, which no sleep delays,
 * is seldom higher above it than this share of all are.
 */
function unsure(reports: readonly Report[], at: (us: number) => number): number {
  if (reports.length < enoughReports) return napUs;
  const above = reports.map((it) => Math.max(0, it.us + it.lateUs - at(it.us))).sort((a, b) => a - b);
  return Math.min(napUs, tickUs + (above[Math.floor(above.length * 0.4)] ?? napUs));
}

type Came = { readonly time: number; readonly atUs: number };

/** When it would have come, had nothing delayed it: its place on the take's time line. */
export function heardAtUs(stint: Stint | undefined, codec: Codec, { time, atUs }: Came): number {
  // However a clock leaps, nothing was heard after it came.
  return Math.min(atUs, stint?.clock.at(time * 1e6 / clockRates[codec]) ?? atUs);
}
