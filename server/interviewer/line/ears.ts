import type { LineTells } from "../../ports/interviewer.ts";
import type { Exchange } from "./exchange.ts";
import type { SteadyTells } from "./line.ts";
import type { LineEvent } from "./machine.ts";
import type { Silence } from "./silence.ts";
import type { Wishes } from "./wishes.ts";

type Options = {
  readonly exchange: Exchange;
  readonly silence: Silence;
  readonly wishes: Wishes;
  readonly tells: Omit<SteadyTells, "state" | "notice">;
  readonly happened: (event: LineEvent) => void;
  /** A result may be there for a line that asked for it again. */
  readonly deliver: () => void;
};

/** Hears what the line that leads tells, and passes on what people and the room should know of it. */
export class Ears {
  readonly #options: Options;
  #saying = false;
  #wrote = false;
  #spoke = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Somebody was greeted: a sound came. */
  get spoke(): boolean {
    return this.#spoke;
  }

  /** What it answered last was written, and nothing of it was heard. */
  get writes(): boolean {
    return this.#wrote;
  }

  /** Resolves whether it counted: sound of a turn that was cut off when somebody began to speak does not. */
  sound(pcm: Int16Array, rate: 16_000 | 24_000): boolean {
    const { exchange, silence, happened, tells } = this.#options;
    if (exchange.open) return false;
    if (!silence.begun) {
      exchange.answered();
      // Where it was before this turn is no place to come back to in the middle of it.
      happened({ kind: "handle", handle: null });
    }
    this.#spoke = true;
    this.#wrote = false;
    silence.sounded(pcm.length / rate * 1_000);
    tells.sound(pcm, rate);
    return true;
  }

  wrote(): void {
    if (!this.#options.silence.begun) this.#wrote = true;
  }

  said(text: string, final: boolean): void {
    this.#options.silence.signed();
    this.#saying = !final;
    this.#options.tells.said(text, final);
  }

  heard(text: string, final: boolean): void {
    this.#options.tells.heard(text, final);
  }

  /** Its line is gone: what it said is complete as it is. */
  ended(): void {
    if (this.#saying) this.#options.tells.said("", true);
    this.#saying = false;
  }

  turnComplete(line: number): void {
    const { wishes, silence, happened, tells } = this.#options;
    wishes.settled(line);
    if (silence.completed()) happened({ kind: "proved" });
    tells.turnComplete();
  }

  interrupted(): void {
    this.#options.silence.interrupted();
    this.#options.tells.interrupted();
  }

  /** A place to come back to: what was given up to here is known there. */
  handle(handle: string | null): void {
    const { silence, exchange, happened } = this.#options;
    if (handle !== null && !exchange.open) {
      if (silence.owed) exchange.mark();
      else exchange.answered();
    }
    happened({ kind: "handle", handle });
  }

  wants(line: number, wish: Parameters<LineTells["wants"]>[0]): void {
    const { silence, happened, wishes, tells, deliver } = this.#options;
    silence.signed();
    happened({ kind: "handle", handle: null });
    const id = wishes.asked(line, wish);
    if (id === null) deliver();
    else tells.wants({ ...wish, id });
  }

  cancelled(line: number, ids: readonly string[]): void {
    this.#options.tells.cancelled(this.#options.wishes.cancelled(line, ids));
  }
}
