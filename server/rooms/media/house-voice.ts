import { setTimeout as pause } from "node:timers/promises";
import { interviewerVoice, type TrackView } from "../../../proto/live/view.ts";
import type { Log } from "../../kit/log.ts";
import type { Heard, MakesStream } from "./guest.ts";
import type { Wing } from "./wing.ts";

type Options = {
  /** A part of the room with space for it; it is counted there. */
  readonly place: () => Promise<Wing>;
  readonly leave: (wing: Wing) => void;
  readonly make: MakesStream;
  /** It is somewhere else, or nowhere. */
  readonly onChange: () => void;
  readonly log: Log;
};

/** What fails is tried again after so long. Lower asks what is broken more often, higher leaves a room without its voice. */
const tryAgainMs = 1_000;

/** The interviewer's voice in one room: made on this server, it comes out of one of the workers that run. */
export class HouseVoice {
  readonly #options: Options;
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;
  #stream: Heard | undefined;
  #troubled = false;

  constructor(options: Options) {
    this.#options = options;
    this.#running = this.#run();
  }

  /** undefined: it is nowhere at the moment. */
  get stream(): Heard | undefined {
    return this.#stream;
  }

  get views(): readonly TrackView[] {
    const producer = this.#stream?.producer;
    return producer ? [{ producerId: producer.id, source: "mic", paused: producer.paused }] : [];
  }

  /** Resolves when nothing of it is under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#stream?.producer.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const stayed = await this.#stay().catch((error: unknown) => {
        if (!signal.aborted) this.#report(error);
        return false;
      });
      if (!stayed) await pause(tryAgainMs, undefined, { signal, ref: false }).catch(() => undefined); // closed meanwhile
    }
  }

  /** Until its worker dies or it ends. Whether it was there. */
  async #stay(): Promise<boolean> {
    const { place, leave, make } = this.#options;
    const wing = await place();
    try {
      if (this.#closing.signal.aborted) return false;
      const producer = await make(wing.router);
      if (this.#closing.signal.aborted) producer.close();
      if (producer.closed) return false;
      const over = new Promise<void>((resolve) => producer.observer.once("close", () => resolve()));
      await wing.listenTo(producer, interviewerVoice);
      this.#is({ personId: interviewerVoice, wing, producer });
      await over;
      this.#is(undefined);
      return true;
    } finally {
      leave(wing);
    }
  }

  /** Once, however often it is tried again. */
  #report(error: unknown): void {
    if (!this.#troubled) this.#options.log.error("the interviewer's voice is not in its room", { error });
    this.#troubled = true;
  }

  #is(stream: Heard | undefined): void {
    this.#stream = stream;
    if (stream) this.#troubled = false;
    if (!this.#closing.signal.aborted) this.#options.onChange();
  }
}
