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

/** A stint as it was heard. */
export type Stint = { readonly clock: StintClock; readonly packets: number };

/** `alone`: it holds a single packet, which came later than those before it. */
type Came = Window & { alone: boolean };
type Open = { windows: Came[]; reports: number; endUs: number; atUs: number; packets: number };

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
    return this.#open.map(({ windows, endUs, reports, packets }) => {
      return { packets, clock: stintClock(windows.filter(tells), endUs, reports) };
    });
  }

  #packet({ stint, codec, packet }: Extract<Step, { is: "packet" }>): void {
    const us = packet.time * 1e6 / clockRates[codec];
    const none: Open = { windows: [], reports: 0, endUs: us, atUs: packet.atUs, packets: 0 };
    const open = this.#open[stint] ??= none;
    const lateUs = packet.atUs - open.atUs - (us - open.endUs);
    const begun = open.windows.at(-1);
    const cut = !begun || us - begun.fromUs >= windowUs || lateUs > cutUs;
    if (!begun || (cut && this.#windows < maxWindows)) {
      this.#windows++;
      const alone = lateUs > cutUs;
      open.windows.push({ fromUs: us, lowUs: packet.atUs - us, anchor: lateUs > anchorUs, alone });
    } else {
      begun.lowUs = Math.min(begun.lowUs, packet.atUs - us);
      begun.alone = false;
    }
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
    if (!open || !begun || lateUs < begun.lowUs - 1.5 * napUs) return;
    begun.lowUs = Math.min(begun.lowUs, lateUs);
    open.reports++;
  }
}

/** A single packet that was late right before the clock stood still was sent again: it tells nothing of that clock. */
function tells({ alone, lowUs }: Came, at: number, all: readonly Came[]): boolean {
  return !alone || at === 0 || (all[at + 1]?.lowUs ?? lowUs) - lowUs <= cutUs;
}

type Heard = { readonly time: number; readonly atUs: number };

/** When it would have come, had nothing delayed it: its place on the take's time line. */
export function heardAtUs(stint: Stint | undefined, codec: Codec, { time, atUs }: Heard): number {
  // However a clock leaps, nothing was heard after it came.
  return Math.min(atUs, stint?.clock.at(time * 1e6 / clockRates[codec]) ?? atUs);
}
