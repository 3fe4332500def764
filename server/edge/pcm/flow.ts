import type { Clock } from "../../kit/clock.ts";

/** Sound so far ahead of the clock is read no further. Higher forgives a line that stalls, lower keeps less in memory. */
const aheadMs = 1_000;
/** Frames that may come at once, and in each second. Higher forgives bursts, lower leaves more to others. */
const burst = 500;
const perSecond = 200;

const samplesPerMs = 16;

/** How fast one client may send. */
export class Flow {
  readonly #clock: Clock;
  #frames = burst;
  #ahead = 0;
  #lastMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lastMs = clock.now();
  }

  /** Counts a frame with so many samples. false: it is one too many. */
  takes(samples: number): boolean {
    const now = this.#clock.now();
    const passed = Math.max(0, now - this.#lastMs);
    this.#lastMs = now;
    this.#frames = Math.min(burst, this.#frames + passed * perSecond / 1000) - 1;
    this.#ahead = Math.max(0, this.#ahead - passed) + samples / samplesPerMs;
    return this.#frames >= 0;
  }

  /** How long nothing more should be read, so that sound comes as it is spoken. */
  get restMs(): number {
    return Math.max(0, this.#ahead - aheadMs);
  }
}
