import { listenedTo } from "../domain/seat/interviewer.ts";
import type { RoomState } from "../domain/seat/state.ts";
import type { Log } from "../kit/log.ts";
import { within } from "../kit/within.ts";
import type { HeardVoice } from "./interviewers.ts";
import type { RoomMedia } from "./media/room-media.ts";

type Options = {
  readonly state: () => RoomState;
  readonly media: Pick<RoomMedia, "streams">;
  /** Tells the interviewer exactly whom to hear from now on. */
  readonly hears: (voices: readonly HeardVoice[]) => Promise<void>;
  readonly log: Log;
};

/**
 * How long a microphone waits until it is settled who is heard. Lower opens it before the interviewer hears it when the
 * machine is busy, higher keeps people silent when the interviewer does not answer.
 */
const patienceMs = 1_000;

/** Those whom a room's interviewer hears. */
export class Audience {
  readonly #options: Options;
  #voices: readonly HeardVoice[] = [];
  #told = "";

  constructor(options: Options) {
    this.#options = options;
  }

  /** Exactly these are heard. */
  get heard(): readonly string[] {
    return this.#voices.filter((it) => it.stream).map((it) => it.personId);
  }

  /** Has exactly those heard whom the rules let be; resolves, in bounded time, when it is so. */
  async follow(): Promise<void> {
    const voices = this.#listenedTo();
    const text = voices.map((it) => `${it.personId} ${it.part} ${it.name} ${it.stream?.producer.id}`).join("\n");
    if (text === this.#told) return;
    this.#told = text;
    this.#voices = voices;
    try {
      await within(patienceMs, this.#options.hears(voices), "The interviewer does not answer.");
    } catch (error) {
      if (this.#told === text) this.#told = ""; // the next change tries it again
      this.#options.log.error("whom the interviewer hears was not settled", { error });
    }
  }

  /** Nobody outside of an interview. Whoever is muted is not heard, and may type all the same. */
  #listenedTo(): HeardVoice[] {
    const { state, media } = this.#options;
    const { interview, seatId } = state();
    if (!interview) return [];
    return listenedTo(state()).map(({ id: personId, name, muted }) => {
      const stream = muted ? null : media.streams(personId).find((it) => it.source === "mic") ?? null;
      return { personId, name, part: personId === seatId ? "seat" : "speaker", stream };
    });
  }
}
