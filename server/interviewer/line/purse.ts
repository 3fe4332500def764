import type { Alarm } from "../../kit/alarm.ts";
import type { Clock } from "../../kit/clock.ts";
import type { Log } from "../../kit/log.ts";
import type { Payer, SpendingLimits, SpendingStore, SpendingUsed } from "../../ports/spending.ts";
import { purseWords } from "./words.ts";

export type Use = {
  readonly provider: string;
  readonly payer: Payer;
  readonly granted: () => void;
  readonly spent: (sentence: string) => void;
  /** What is left cannot be looked up right now. */
  readonly failed: () => void;
};

/** Counts what paid providers cost while they are used. */
export type Purse = {
  /**
   * Asks whether the provider may be used now and counts from `granted` until the function that it returns is called;
   * `spent` says in one sentence that nothing is left, at the beginning or later; after `failed` nothing more comes of
   * it, and another one may be opened. Nothing is told after that call.
   */
  open(use: Use): () => void;
};

type Options = {
  readonly store: Pick<SpendingStore, "add">;
  readonly limits: SpendingLimits;
  readonly clock: Clock;
  readonly alarm: Alarm;
  readonly log: Log;
};

/** How often what was used is written down. Lower: less over the limit, and lost in a crash; higher: less writing. */
const everyMs = 15_000;

/** A purse with limits, which writes down what it gives out. `settled` resolves when nothing is on its way any more. */
export function makePurse(options: Options): Purse & { settled(): Promise<void> } {
  const writing = new Set<Promise<void>>();
  const run = (work: Promise<void>): void => {
    writing.add(work);
    void work.finally(() => writing.delete(work));
  };
  return {
    open: (use) => new Counting(options, use, run).begin(),
    async settled() {
      while (writing.size > 0) await Promise.all(writing);
    },
  };
}

/** One use that is counted. */
class Counting {
  readonly #options: Options;
  readonly #use: Use;
  readonly #run: (work: Promise<void>) => void;
  #sinceMs: number | null = null;
  #over = false;
  #off = (): void => {};

  constructor(options: Options, use: Use, run: (work: Promise<void>) => void) {
    this.#options = options;
    this.#use = use;
    this.#run = run;
  }

  begin(): () => void {
    this.#run(this.#grant());
    return () => this.#stop();
  }

  async #grant(): Promise<void> {
    let sentence: string | null;
    try {
      sentence = this.#nothingLeft(await this.#add(0));
    } catch (error) {
      this.#options.log.warn("spending cannot be looked up", { error });
      if (!this.#over) this.#use.failed();
      return;
    }
    if (this.#over) return;
    if (sentence !== null) return this.#use.spent(sentence);
    this.#sinceMs = this.#options.clock.now();
    this.#next();
    this.#use.granted();
  }

  #next(): void {
    this.#off = this.#options.alarm(everyMs, () => {
      this.#next();
      this.#run(this.#write());
    });
  }

  #stop(): void {
    if (this.#over) return;
    this.#over = true;
    this.#off();
    this.#run(this.#write());
  }

  /** What cannot be written now is with the next time. */
  async #write(): Promise<void> {
    const sinceMs = this.#sinceMs;
    const seconds = sinceMs === null ? 0 : Math.round((this.#options.clock.now() - sinceMs) / 1_000);
    if (sinceMs === null || seconds === 0) return;
    this.#sinceMs = sinceMs + seconds * 1_000;
    try {
      const sentence = this.#nothingLeft(await this.#add(seconds));
      if (sentence !== null && !this.#over) this.#use.spent(sentence);
    } catch (error) {
      this.#sinceMs -= seconds * 1_000;
      this.#options.log.warn("spending was not written down", { error, seconds });
    }
  }

  #add(seconds: number): Promise<SpendingUsed> {
    const { provider, payer } = this.#use;
    const day = new Date(this.#options.clock.now()).toISOString().slice(0, 10);
    return this.#options.store.add({ ...payer, provider, day, seconds });
  }

  #nothingLeft(used: SpendingUsed): string | null {
    const { limits } = this.#options;
    const over = (["person", "grind", "instance"] as const).find((it) => used[it] >= (limits[it] ?? Infinity));
    return over ? purseWords.spent(over, this.#use.provider) : null;
  }
}
