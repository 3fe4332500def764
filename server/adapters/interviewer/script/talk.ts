import type { Alarm } from "../../../kit/alarm.ts";
import type { Clock } from "../../../kit/clock.ts";
import { AppError } from "../../../kit/errors.ts";
import type { Log } from "../../../kit/log.ts";
import type { LineTells } from "../../../ports/interviewer.ts";
import type { Speaker } from "../../../ports/speaker.ts";

export type ScriptKit = {
  readonly speaker: Speaker;
  readonly clock: Clock;
  readonly alarm: Alarm;
  readonly log: Log;
};
/** `onHeard`: enough of it was heard to be answered. */
export type Sentence = { readonly text: string; readonly onHeard?: () => void };

/** People answer before a question ends: this share of it need not be heard. */
const understoodBefore = 0.4;

/** Reads sentences aloud, each with its text, until somebody interrupts. */
export class Talk {
  readonly #kit: ScriptKit;
  readonly #tells: Pick<LineTells, "said" | "sound" | "turnComplete">;
  #now: AbortController | null = null;
  #heard: (() => void)[] = [];

  constructor(kit: ScriptKit, tells: Pick<LineTells, "said" | "sound" | "turnComplete">) {
    this.#kit = kit;
    this.#tells = tells;
  }

  /** Not all of it was given yet. */
  get busy(): boolean {
    return this.#now !== null;
  }

  /** Says this and nothing else; resolves to whether all of it was given. */
  async say(sentences: readonly Sentence[]): Promise<boolean> {
    this.stop();
    const control = new AbortController();
    this.#now = control;
    const { signal } = control;
    const { clock } = this.#kit;
    let endsAtMs = clock.now();
    for (const { text, onHeard } of sentences) {
      if (signal.aborted) return false;
      this.#tells.said(text, true);
      const ms = await this.#read(text, signal);
      if (signal.aborted) return false;
      endsAtMs = Math.max(endsAtMs, clock.now()) + ms;
      const understoodMs = endsAtMs - clock.now() - ms * understoodBefore;
      if (onHeard) this.#heard.push(this.#kit.alarm(Math.max(0, understoodMs), onHeard));
    }
    if (this.#now === control) this.#now = null;
    this.#tells.turnComplete();
    return true;
  }

  /** What was not heard is not said. */
  stop(): void {
    this.#now?.abort();
    this.#now = null;
    for (const off of this.#heard.splice(0)) off();
  }

  /** How many milliseconds of sound there were. */
  async #read(text: string, signal: AbortSignal): Promise<number> {
    let ms = 0;
    try {
      for await (const { pcm, rate } of this.#kit.speaker.say(text, signal)) {
        if (signal.aborted) break;
        ms += pcm.length / rate * 1_000;
        this.#tells.sound(pcm, rate);
      }
    } catch (error) {
      // What cannot be heard can still be read.
      if (!(error instanceof AppError)) throw error;
      this.#kit.log.warn("a sentence is shown alone, because nothing can speak", { error });
    }
    return ms;
  }
}
