const slotMs = 20;
/**
 * How many slots ahead of its time sound is sent, and how many on a machine that was late. Lower lets a busy machine be heard
 * as gaps, higher lets the voice go on for longer after it was interrupted. Six would be 120 ms, the most there may be.
 */
const aheadSlots = 1;
const aheadWhenLate = 2;
/** How long a machine that was late is thought to be busy. Lower hurries back into the next gap. */
const busyForMs = 30_000;
/** What is later than this is not sent in a bunch: the voice goes on where it stopped. Lower tears it, higher hurries it. */
const lateSlots = 3;

/** The slots of 20 ms of one voice, on the line of a clock that is handed in: it never runs ahead and never behind. */
export class Pace {
  readonly #startMs: number;
  #next = 0;
  #lateMs = -Infinity;

  constructor(nowMs: number) {
    this.#startMs = nowMs;
  }

  /** Calls for each slot that may be filled now, in order. `early`: there is time left; false from `fill` leaves it for later. */
  run(nowMs: number, fill: (slot: number, early: boolean) => boolean): void {
    const current = Math.floor((nowMs - this.#startMs) / slotMs);
    if (this.#next < current) this.#lateMs = nowMs;
    if (current - this.#next > lateSlots) this.#next = current;
    const ahead = nowMs - this.#lateMs < busyForMs ? aheadWhenLate : aheadSlots;
    while (this.#next <= current + ahead && fill(this.#next, this.#next > current)) this.#next++;
  }
}
