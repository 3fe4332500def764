import type { ThinkTime } from "../../proto/live/words.ts";
import type { SpeechVerdict } from "../ports/speaker.ts";
import { Preroll } from "./hearing/preroll.ts";
import type { Mouth } from "./mouth.ts";
import type { Slice } from "./turns/burst.ts";
import { type TurnAct, Turns } from "./turns/turns.ts";
import { unreachable } from "../kit/unreachable.ts";

type Options = {
  readonly thinkTime: ThinkTime;
  readonly mouth: Pick<Mouth, "duck" | "stop" | "resume" | "drop" | "busy">;
  /** Where what they say goes; `fromMs` is when they began, `toMs` when they last spoke. */
  readonly line: {
    hear(pcm: Int16Array): void;
    began(fromMs: number): void;
    ended(fromMs: number, toMs: number): void;
  };
};

/** A question that asks for a story or a design cannot be answered off-hand. */
const thoughtful = /\b(tell me about|time when|describe|how would you|walk me through|why|design|explain|example)\b/i;

/** Who has the floor: does to the interviewer's voice and the line what the sound of the room asks for. */
export class Floor {
  readonly #options: Options;
  readonly #turns: Turns;
  readonly #preroll = new Preroll();
  #speaks = false;
  #waits = false;
  #spokenAtMs = 0;
  #turn: { readonly fromMs: number; toMs: number } | null = null;

  constructor(options: Options) {
    this.#options = options;
    this.#turns = new Turns(options.thinkTime);
  }

  /** Somebody else than the interviewer has it. */
  get open(): boolean {
    return this.#turn !== null;
  }
  /** The interviewer can be heard. */
  get speaks(): boolean {
    return this.#speaks;
  }
  /** Somebody asked for time and has not spoken since. */
  get waits(): boolean {
    return this.#waits;
  }
  /** When the interviewer was last heard, by the clock of the slices. */
  get spokenAtMs(): number {
    return this.#spokenAtMs;
  }

  slice(slice: Slice, pcm: Int16Array): void {
    if (this.#speaks) this.#spokenAtMs = slice.atMs;
    if (this.#turn) {
      this.#options.line.hear(pcm);
      if (slice.speechMs > 0) this.#turn.toMs = slice.atMs;
    } else {
      this.#preroll.keep(pcm, slice.atMs);
    }
    for (const act of this.#turns.slice(slice)) this.#do(act, slice.atMs);
  }

  verdict(verdict: SpeechVerdict): void {
    for (const act of this.#turns.verdict(verdict)) this.#do(act, verdict.atMs);
  }

  botSpeaks(on: boolean): void {
    this.#speaks = on;
    this.#turns.speaks(on);
  }

  asked(question: string): void {
    this.#turns.asked(thoughtful.test(question));
  }

  words(text: string): void {
    this.#turns.words(text);
  }

  thinkTime(setting: ThinkTime): void {
    this.#turns.thinkTime(setting);
  }

  takeYourTime(): void {
    this.#waits = true;
    this.#turns.takeYourTime();
  }

  /** What was heard before anybody had it is not passed on. */
  forgets(): void {
    this.#preroll.clear();
  }

  /** Nobody has it any more, though somebody may still speak. */
  drop(): void {
    for (const act of this.#turns.drop()) this.#do(act, this.#turn?.toMs ?? 0);
    if (this.#turn) this.#do("end", this.#turn.toMs);
  }

  #do(act: TurnAct, atMs: number): void {
    const { mouth, line } = this.#options;
    switch (act) {
      case "duck":
        return mouth.duck(true);
      case "unduck":
        return mouth.duck(false);
      case "stop":
        return mouth.stop();
      case "resume":
        return mouth.resume();
      case "begin": {
        const fromMs = this.#turns.sinceMs ?? atMs;
        this.#waits = false;
        mouth.drop();
        this.#turn = { fromMs, toMs: atMs };
        line.began(fromMs);
        for (const it of this.#preroll.take(fromMs)) line.hear(it);
        return;
      }
      case "end": {
        const turn = this.#turn;
        this.#turn = null;
        if (turn) line.ended(turn.fromMs, turn.toMs);
        return;
      }
      default:
        return unreachable(act);
    }
  }
}
