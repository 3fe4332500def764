import type { Brief, LineTells } from "../../ports/interviewer.ts";
import type { Payer } from "../../ports/spending.ts";
import type { InterviewerSpeaks } from "../../rooms/interviewers.ts";

/** Where an interview's line stands; each is a state of one machine. */
export type LineState = "idle" | "dialing" | "live" | "draining" | "resuming" | "reseeding" | "fallback";

/** What a steady line tells. Calls come in the order in which things happened, and none after `close`. */
export type SteadyTells =
  & Pick<LineTells, "sound" | "said" | "heard" | "turnComplete" | "interrupted" | "wants" | "cancelled">
  & {
    /** `live` and `fallback`: somebody listens. */
    state(state: LineState, speaks: InterviewerSpeaks): void;
    /** The last so many turns are given to another mind, which tells their words again; 0: none, the line before is gone. */
    heardAgain(turns: number): void;
    /** One sentence for people, such as that a local voice goes on. */
    notice(sentence: string): void;
  };

/**
 * The interviewer of one interview, which is always there: connections are exchanged below it, and when a provider is
 * gone another goes on. Nothing that it was told is lost or told twice.
 */
export interface SteadyLine {
  /** 16 kHz mono, between `speechBegan` and `speechEnded` alone. */
  hear(pcm: Int16Array): void;
  speechBegan(): void;
  speechEnded(): void;
  /** Told by the house: a typed answer, how much time is left, who has the microphone. `answers`: it is to speak now. */
  tell(text: string, options: { readonly answers: boolean }): void;
  answer(id: string, result: Readonly<Record<string, unknown>>): void;
  /** Nobody speaks and nothing is expected: the moment to exchange a connection. */
  quiet(on: boolean): void;
  /** What it said last is out, or was cut off, this many milliseconds before its end. */
  spoken(cutMs: number): void;
  /** Another brief than the one before, such as after somebody refused the service outside: only who is local leads. */
  localOnly(on: boolean): void;
  close(): Promise<void>;
}

/**
 * `brief` is asked for at each dial, so that whoever takes over knows how far the interview is: `soFar` is null until the
 * interviewer said its first word, and holds finished utterances alone. `payer`: whose minutes a paid provider uses.
 */
export type OpenSteadyLine = (options: {
  readonly brief: () => Brief;
  readonly payer: Payer;
  readonly localOnly: boolean;
  readonly tells: SteadyTells;
}) => SteadyLine;
