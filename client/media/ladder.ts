import type { SideState } from "./way.ts";

type Steps = {
  /** Whether media flows as it should. */
  readonly well: () => boolean;
  /** First rung: the same transports look for a new route. */
  readonly restart: () => Promise<void>;
  /** Second rung: new transports with the same tracks. */
  readonly renew: () => Promise<void>;
  /** Third rung: a new line, and coming in again. */
  readonly rejoin: () => Promise<void>;
  readonly onChange: (repairing: boolean) => void;
};

/**
 * How long each rung may take before the next one, and the pause after one that failed at once. Lower climbs past a
 * rung that would have held, higher leaves people in silence. Where no media gets through at all, one goes on trying
 * new transports now and then, and leaves the line alone, over which people read and write meanwhile.
 */
const rungMs = { restart: 6_000, renew: 8_000, rejoin: 10_000, failed: 700, hopeless: 30_000 } as const;
const climb = ["restart", "renew", "renew", "rejoin"] as const;

/** Mends a broken way for media: a new route, then new transports, then a new line, and on until it is well. */
export class Ladder {
  readonly #steps: Steps;
  #rung = 0;
  #repairing = false;
  #held = false;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(steps: Steps) {
    this.#steps = steps;
  }

  get repairing(): boolean {
    return this.#repairing;
  }

  /** A side of the way became this. */
  saw(state: SideState): void {
    if (this.#closed) return;
    if (this.#repairing && this.#steps.well()) this.#well();
    else if (this.#repairing && state === "failed" && this.#rung < climb.length) this.#next(0);
    else if (!this.#repairing && (state === "failed" || state === "disconnected")) this.#begin();
  }

  /** While there is no line nothing can be mended; when it is back, it begins from the first rung. */
  hold(held: boolean): void {
    this.#held = held;
    clearTimeout(this.#timer);
    if (held || this.#closed || !this.#repairing) return;
    this.#rung = 0;
    this.#next(0);
  }

  /** There is nothing to mend any more. */
  rest(): void {
    clearTimeout(this.#timer);
    if (this.#repairing) this.#well();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #begin(): void {
    this.#repairing = true;
    this.#rung = 0;
    this.#steps.onChange(true);
    this.#next(0);
  }

  #well(): void {
    clearTimeout(this.#timer);
    this.#repairing = false;
    this.#steps.onChange(false);
  }

  #next(inMs: number): void {
    clearTimeout(this.#timer);
    if (!this.#held && !this.#closed) this.#timer = setTimeout(() => void this.#climb(), inMs);
  }

  async #climb(): Promise<void> {
    if (this.#steps.well()) return this.#well();
    const rung = climb[this.#rung];
    const mine = ++this.#rung;
    // Set before the step, which a side that fails meanwhile must be able to cut short.
    this.#next(rungMs[rung ?? "hopeless"]);
    try {
      await this.#steps[rung ?? "renew"]();
      if (this.#repairing && this.#steps.well()) this.#well();
    } catch {
      // Whatever it was, the next rung is the answer to it.
      if (this.#repairing && rung && mine === this.#rung) this.#next(rungMs.failed);
    }
  }
}
