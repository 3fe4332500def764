import type { Bells } from "./bells.ts";
import type { SteadyKit } from "./steady-kit.ts";

type Options = {
  readonly kit: Pick<SteadyKit, "clock" | "chance">;
  readonly bells: Pick<Bells<"rest" | "end" | "stand-in">, "set" | "off">;
  readonly enter: (work: () => void) => void;
};

/** How long it rests after failures: twice as long each time, up to the longest, less a part by chance. */
const restMs = { first: 2_000, longest: 60_000 };
/** One who stands in and fails at once is not asked more often than this. */
const standInMs = 1_000;

/** What a line waits for between what it does. */
export class Waits {
  readonly #options: Options;
  #standInAtMs = -Infinity;
  #endAtMs = Infinity;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Until it makes sense to try again. */
  rest(failed: number, rested: () => void): void {
    const longest = Math.min(restMs.longest, restMs.first * 2 ** (failed - 1));
    this.#set("rest", longest * (1 - this.#options.kit.chance() / 2), rested);
  }

  /** Until the line that leads ends; the earliest end that was told counts. */
  end(leftMs: number, overdue: () => void): void {
    const endAtMs = this.#options.kit.clock.now() + leftMs;
    if (endAtMs >= this.#endAtMs) return;
    this.#endAtMs = endAtMs;
    this.#set("end", leftMs, overdue);
  }

  /** At once, unless the last time is just over. */
  standIn(work: () => void): void {
    const nowMs = this.#options.kit.clock.now();
    const waitMs = this.#standInAtMs + standInMs - nowMs;
    this.#standInAtMs = Math.max(nowMs, this.#standInAtMs + standInMs);
    if (waitMs <= 0) work();
    else this.#set("stand-in", waitMs, work);
  }

  /** The line that leads is gone, and with it what was to happen to it. */
  dropped(): void {
    this.#endAtMs = Infinity;
    this.#options.bells.off("end");
    this.#options.bells.off("stand-in");
  }

  #set(name: "rest" | "end" | "stand-in", ms: number, work: () => void): void {
    this.#options.bells.set(name, ms, () => this.#options.enter(work));
  }
}
