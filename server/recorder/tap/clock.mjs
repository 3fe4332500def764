// The time of a take: wall time once, when it is opened here, and from then on the machine's monotonic clock.
import { performance } from "node:perf_hooks";

/** The machine's monotonic clock, in microseconds. */
export const monotonicUs = () => Math.round(Number(process.hrtime.bigint()) / 1_000);

/** Microseconds since a take was opened, the same for all of its logs. It never goes back. */
export class TakeClock {
  #baseUs;
  #fromMs = performance.now();

  /** @param {number} openedAtMs @param {number} [nowMs] wall time */
  constructor(openedAtMs, nowMs = Date.now()) {
    this.#baseUs = Math.max(0, (nowMs - openedAtMs) * 1_000);
  }

  /** @param {number} [atMs] what `performance.now()` said then */
  us(atMs = performance.now()) {
    return Math.round(this.#baseUs + (atMs - this.#fromMs) * 1_000);
  }

  /** A log holds something from then: wall time was set back since, and we go on from there. @param {number} us */
  atLeast(us) {
    const behind = us - this.us();
    if (behind > 0) this.#baseUs += behind;
  }
}
