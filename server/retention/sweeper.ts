import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Scope } from "../kit/scope.ts";

/** Does what is due at `now`, such as removing what has expired, and says how much it was. Doing it twice does no more. */
export type Sweep = { readonly name: string; run(now: Date): Promise<number> };

type Options = {
  readonly sweeps: readonly Sweep[];
  /** Runs work on one node at a time. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
  /** Shorter keeps less that has expired, longer asks the database less often. */
  readonly everyMs: number;
  readonly clock: Clock;
  readonly log: Log;
};

/** Sweeps in turn, now and then, until the scope closes. One that fails is reported and tried again next time. */
export class Sweeper {
  readonly #options: Options;
  #running: Promise<void> | undefined;

  private constructor(options: Options) {
    this.#options = options;
  }

  static open(options: Options, scope: Scope): Sweeper {
    const sweeper = new Sweeper(options);
    const timer = setInterval(() => void sweeper.sweep(), options.everyMs);
    scope.own(timer, async (it) => {
      clearInterval(it);
      await sweeper.#running;
    });
    return sweeper;
  }

  /** One round; a round that is still running is joined. */
  sweep(): Promise<void> {
    return this.#running ??= this.#round().finally(() => void (this.#running = undefined));
  }

  async #round(): Promise<void> {
    const { sweeps, alone, clock, log } = this.#options;
    for (const { name, run } of sweeps) {
      try {
        await alone(async () => {
          const done = await run(new Date(clock.now()));
          if (done > 0) log.info("swept", { sweep: name, done });
        });
      } catch (error) {
        log.warn("a sweep failed and is tried again later", { sweep: name, error });
      }
    }
  }
}
