import type { Floor } from "./floor.ts";
import type { Pen } from "./pen.ts";
import type { Schedule } from "./schedule.ts";
import { leftMsOf, type SittingOptions } from "./sitting-options.ts";
import { grant, type Granted, type Wish } from "./wishes.ts";

type Options = Pick<SittingOptions, "turn" | "kit" | "subject"> & {
  /** Nothing was asked yet. */
  readonly fresh: boolean;
  readonly pen: Pick<Pen, "progress" | "moves" | "observed" | "asks">;
  readonly floor: Pick<Floor, "asked">;
  readonly schedule: Pick<Schedule, "asked">;
};

/** How an interview goes through its plan. */
export class Questions {
  readonly #options: Options;
  #begun: boolean;

  constructor(options: Options) {
    this.#options = options;
    this.#begun = !options.fresh;
  }

  /** The interviewer speaks: with its first words the first question is open. */
  begin(): void {
    if (!this.#begun) this.#ask();
  }

  /** Does what a mind wants; the result is for it. */
  wants(wish: Wish): Pick<Granted, "result" | "ends"> {
    const { pen, subject: { task } } = this.#options;
    const at = { task, progress: pen.progress, leftMs: leftMsOf(this.#options) };
    const { progress, observed, ...rest } = grant(wish, at);
    if (progress && pen.moves(progress)) this.#ask();
    if (observed) pen.observed(observed);
    return rest;
  }

  #ask(): void {
    const { pen, floor, schedule, subject } = this.#options;
    this.#begun = true;
    schedule.asked();
    floor.asked(pen.asks(subject));
  }
}
