import type { RoomEvent } from "../domain/seat/events.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";

type Options = {
  readonly happens: (event: RoomEvent) => Promise<void>;
  /** Follows what is stored of the room, which others may have changed. */
  readonly looks: () => Promise<void>;
  /** Does what the clock says is due. */
  readonly timePasses: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
};

/** What fails is tried again after so long. Lower asks a database that is down more often, higher is later with all of it. */
const tryAgainMs = 1_000;

/** What must happen in a room although nobody in it waits for an answer: what is due, and what is so elsewhere already. */
export class Upkeep {
  readonly #options: Options;
  readonly #owed: (RoomEvent | "look")[] = [];
  #busy = false;
  #notBeforeMs = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Something happened elsewhere and holds here too. */
  async follows(event: RoomEvent): Promise<void> {
    await this.#options.happens(event).catch((error: unknown) => this.#owe(event, error));
  }

  /** Something that is stored of it may have changed. */
  async looks(): Promise<void> {
    await this.#options.looks().catch((error: unknown) => this.#owe("look", error));
  }

  #owe(what: RoomEvent | "look", error: unknown): void {
    // One look sees whatever many would have.
    if (what !== "look" || !this.#owed.includes("look")) this.#owed.push(what);
    this.#later(error);
  }

  /** `dueMs`: when the clock has something next. */
  tick(nowMs: number, dueMs: number | null): void {
    const due = this.#owed.length > 0 || dueMs !== null && dueMs <= nowMs;
    if (!due || this.#busy || nowMs < this.#notBeforeMs) return;
    this.#busy = true;
    this.#catchUp().catch((error: unknown) => this.#later(error)).finally(() => this.#busy = false);
  }

  async #catchUp(): Promise<void> {
    for (const what of [...this.#owed]) {
      await (what === "look" ? this.#options.looks() : this.#options.happens(what));
      this.#owed.shift();
    }
    await this.#options.timePasses();
  }

  #later(error: unknown): void {
    const { clock, log } = this.#options;
    this.#notBeforeMs = clock.now() + tryAgainMs;
    log.error("what was due in a room failed and is tried again", { error });
  }
}
