import type { ThinkTime } from "../../../proto/live/words.ts";
import { type Burst, Bursts, isHum, isVoice, seemsVoice, type Slice } from "./burst.ts";
import { Melody } from "./melody.ts";
import { type Ending, endingOf, waitMs } from "./pauses.ts";

/**
 * What is to be done. `duck`, `unduck`: the interviewer speaks lower, and as before. `stop`: it falls silent, for now.
 * `resume`: it was nothing, so it goes on where it stopped. `begin`, `end`: somebody has the turn, and has ended it.
 */
export type TurnAct = "duck" | "unduck" | "stop" | "resume" | "begin" | "end";

/** Longer than any "mhm" or "yes, right". */
const backChannelMs = 700;
/** Who only agreed says nothing more for so long. */
const moreWithinMs = 500;
/** Less is no answer to a question that needs thought. */
const answerMs = 2_500;
/** A gap between words; a longer one is a pause. */
const pauseMs = 300;

/** Decides who has the turn, from sound alone. Pure: time is that of the slices. */
export class Turns {
  readonly #bursts = new Bursts();
  readonly #melody = new Melody();
  #thinkTime: ThinkTime;
  #speaks = false;
  #ducked = false;
  #stopped = false;
  /** Until when somebody who may only have agreed can say more. */
  #doubtUntilMs: number | null = null;
  #turn: { spokeAtMs: number; spokeMs: number; paused: boolean; words: string } | null = null;
  #thinks = false;
  /** Waits without end until they spoke again. */
  #waits: "no" | "for speech" | "for its end" = "no";

  constructor(thinkTime: ThinkTime) {
    this.#thinkTime = thinkTime;
  }

  /** Somebody has the turn. */
  get open(): boolean {
    return this.#turn !== null;
  }

  /** Since when the sound that is under way or in doubt lasts; what was said before it is not part of the turn. */
  get sinceMs(): number | null {
    return this.#bursts.now?.fromMs ?? null;
  }

  thinkTime(setting: ThinkTime): void {
    this.#thinkTime = setting;
  }

  /** The silence that is under way lasts as long as they like. */
  takeYourTime(): void {
    this.#waits = "for speech";
  }

  /** Whether the interviewer can be heard. */
  speaks(on: boolean): void {
    this.#speaks = on;
  }

  /** It asked something. `thinks`: that cannot be answered off-hand. */
  asked(thinks: boolean): void {
    this.#thinks = thinks;
  }

  /** What the turn's words are, where somebody knows them. */
  words(text: string): void {
    if (this.#turn) this.#turn.words = text;
  }

  /** A judge may be sure between two slices. */
  verdict(verdict: { readonly atMs: number; readonly probability: number }): readonly TurnAct[] {
    this.#bursts.verdict(verdict);
    const burst = this.#bursts.now;
    return burst && !burst.over && !this.#turn && this.#speaks ? this.#hush(burst) : [];
  }

  slice(slice: Slice): readonly TurnAct[] {
    const speech = this.#bursts.slice(slice);
    if (speech && slice.voicedMs > 0) this.#melody.note(slice.atMs, slice.pitch);
    return this.#turn ? this.#inTurn(slice, speech) : this.#beforeTurn(slice.atMs);
  }

  /** The turn is over for another reason than silence, or was none. */
  drop(): readonly TurnAct[] {
    const acts = this.#quiet();
    this.#bursts.reset();
    this.#turn = null;
    this.#doubtUntilMs = null;
    this.#waits = "no";
    return acts;
  }

  #beforeTurn(atMs: number): readonly TurnAct[] {
    const burst = this.#bursts.now;
    if (!burst) return this.#doubtUntilMs !== null && atMs > this.#doubtUntilMs ? this.#quiet() : [];
    const voice = isVoice(burst);
    if (!this.#speaks && !this.#stopped) return voice ? this.#begin(burst) : burst.over ? this.#quiet() : [];
    if (voice && this.#means(burst)) return this.#begin(burst);
    if (burst.over) return voice ? this.#doubt(burst) : this.#doubtUntilMs === null ? this.#quiet() : [];
    return this.#hush(burst);
  }

  #hush(burst: Burst): readonly TurnAct[] {
    return [...this.#duck(), ...(seemsVoice(burst) && !isHum(burst) ? this.#stop() : [])];
  }

  /** Longer than who agrees, or more than one sound of it. */
  #means({ fromMs, toMs }: Burst): boolean {
    return toMs - fromMs > backChannelMs || this.#doubtUntilMs !== null && fromMs <= this.#doubtUntilMs;
  }

  #doubt({ toMs }: Burst): readonly TurnAct[] {
    this.#doubtUntilMs = toMs + moreWithinMs;
    return [];
  }

  #begin({ fromMs, toMs }: Burst): readonly TurnAct[] {
    const stops = this.#speaks ? this.#stop() : [];
    this.#turn = { spokeAtMs: toMs, spokeMs: toMs - fromMs, paused: false, words: "" };
    this.#doubtUntilMs = null;
    this.#stopped = false;
    this.#ducked = false;
    if (this.#waits === "for speech") this.#waits = "for its end";
    return [...stops, "begin"];
  }

  #inTurn({ atMs, ms }: Slice, speech: boolean): readonly TurnAct[] {
    const turn = this.#turn;
    if (!turn) return [];
    if (speech) {
      if (atMs - turn.spokeAtMs > pauseMs) turn.paused = true;
      turn.spokeAtMs = atMs;
      turn.spokeMs += ms;
      if (this.#waits === "for speech") this.#waits = "for its end";
      return [];
    }
    if (this.#waits === "for speech") return [];
    const thinks = this.#thinks && !turn.paused;
    if (atMs - turn.spokeAtMs < waitMs(this.#thinkTime, this.#ending(turn), thinks)) return [];
    this.#turn = null;
    this.#waits = "no";
    this.#thinks = false;
    this.#bursts.reset();
    return ["end"];
  }

  /** Words say most; a falling voice alone may be a comma. Who just began to answer a large question is hardly done. */
  #ending({ words, spokeMs }: { readonly words: string; readonly spokeMs: number }): Ending {
    const byWords = endingOf(words);
    const byVoice = this.#melody.ending();
    if (byWords === "open" || byWords === null && byVoice === "open") return "open";
    if (byWords === "done" && byVoice === "done") return "done";
    return this.#thinks && spokeMs < answerMs ? "open" : "plain";
  }

  #duck(): readonly TurnAct[] {
    if (this.#ducked || !this.#speaks) return [];
    this.#ducked = true;
    return ["duck"];
  }

  #stop(): readonly TurnAct[] {
    if (this.#stopped) return [];
    this.#stopped = true;
    return ["stop"];
  }

  /** It was nothing. */
  #quiet(): readonly TurnAct[] {
    const acts: TurnAct[] = this.#stopped ? ["resume"] : this.#ducked ? ["unduck"] : [];
    this.#stopped = false;
    this.#ducked = false;
    this.#doubtUntilMs = null;
    return acts;
  }
}
