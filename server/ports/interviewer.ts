import type { Question, RubricItem } from "./tasks.ts";

/** What an interviewer has to know before it says its first word. */
export type Brief = {
  readonly candidate: string;
  readonly task: {
    readonly title: string;
    readonly kind: string;
    readonly brief: string;
    readonly rubric: readonly RubricItem[];
    readonly plan: readonly Question[];
  };
  readonly minutes: number;
  readonly leftMs: number;
  /** Who was given the microphone beside the candidate, by name. */
  readonly speakers: readonly string[];
  /** The candidate's own preparation; null: they have none, as nobody has yet: nothing here writes one so far. */
  readonly prepNotes: string | null;
  /** What was said before, when it goes on with an interview that is under way: it does not greet again. */
  readonly soFar: Recap | null;
  /** Who sat in the seat just before: it turns to the candidate in one sentence, without greeting everybody again. */
  readonly turnsFrom: string | null;
};

/**
 * How a line begins. `greets`: the interview begins with its first words. `waits`: it takes over silently, and speaks when
 * it is spoken to. `goes-on`: it is its turn, so it speaks at once, from where things stand.
 */
export type Opening = "greets" | "waits" | "goes-on";
export type Recap = {
  readonly said: readonly {
    readonly by: "interviewer" | "candidate" | "speaker";
    readonly name: string;
    readonly text: string;
  }[];
  /** Index into the plan of the question that is open. */
  readonly question: number;
};

/** What a line to an interviewer tells. Calls come in the order in which things happened, and none after `closed`. */
export type LineTells = {
  /** Ready to hear and speak. */
  ready(): void;
  /** 16-bit mono at `rate`; may come much faster than it is spoken. */
  sound(pcm: Int16Array, rate: 16_000 | 24_000): void;
  /** A piece of what the interviewer says, or of what it heard; `final`: this utterance is complete. */
  said(text: string, final: boolean): void;
  heard(text: string, final: boolean): void;
  /** It answers in writing, which nobody hears. */
  wrote(): void;
  /** Its turn is over: all of its sound was given. */
  turnComplete(): void;
  /** It noticed itself that it was interrupted. */
  interrupted(): void;
  /** It wants something done; to be answered once with `answer`, unless `cancelled` comes first. */
  wants(wish: { readonly id: string; readonly name: string; readonly args: Readonly<Record<string, unknown>> }): void;
  cancelled(ids: readonly string[]): void;
  /** A way to come back after a break; null: not now. */
  handle(handle: string | null): void;
  /** The provider is about to end this line. */
  goingAway(leftMs: number): void;
  /** `hopeless`: trying again soon changes nothing, such as with a wrong key. The reason holds no secrets. */
  closed(why: { readonly code: number; readonly reason: string; readonly hopeless: boolean }): void;
};

/** One connection to what thinks and speaks. What it is told after its end is ignored. */
export interface InterviewerLine {
  /** 16 kHz mono, between `speechBegan` and `speechEnded` alone. */
  hear(pcm: Int16Array): void;
  speechBegan(): void;
  speechEnded(): void;
  /** Words that it takes as told by the house: a hand-over, a typed answer, a nudge. `answers`: it is to speak now. */
  tell(text: string, options: { readonly answers: boolean }): void;
  answer(id: string, result: Readonly<Record<string, unknown>>): void;
  /** Bytes that were given to it and have not left yet. */
  readonly waitingBytes: number;
  close(): void;
}

/** A provider of interviewers. Where its voice and mind are is said to people before they agree. */
export interface InterviewerProvider {
  readonly name: string;
  /** What its voice is called, for people. */
  readonly voice: string;
  /** The host that hears the voice; null: nothing leaves this server. */
  readonly outside: string | null;
  /** Whether a line can be continued by a handle. */
  readonly resumes: boolean;
  /** How long one line may live before it is exchanged in a quiet moment; null: for ever. */
  readonly lastsMs: number | null;
  /** Whether a word of the house makes it speak when it owes an answer and is silent. */
  readonly takesNudges: boolean;
  /**
   * Dials. Never throws: what goes wrong comes by `closed`. `standsIn`: it goes on for one that does not answer, and says
   * so in one honest sentence with the first words that it speaks. What was not answered yet is given to it again, faster
   * than it was spoken: `speechBegan`, sound, `speechEnded`.
   */
  open(wish: {
    readonly brief: Brief;
    readonly opening: Opening;
    readonly standsIn: boolean;
    readonly handle: string | null;
    readonly tells: LineTells;
  }): InterviewerLine;
}
