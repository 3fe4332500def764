import type { types } from "mediasoup";
import type { InterviewerState, ThinkTime } from "../../proto/live/words.ts";
import type { Caption } from "../../proto/signaling.ts";
import type { Note } from "./tape.ts";

/** Somebody whom the interviewer hears: who sits in the seat, and who was given the microphone. */
export type HeardVoice = {
  readonly personId: string;
  readonly name: string;
  readonly part: "seat" | "speaker";
  /** null while they send no sound; they may still type. */
  readonly stream: { readonly producer: types.Producer; readonly router: types.Router } | null;
};

/** Somebody's turn in the seat, as the interviewer is told of it. */
export type InterviewTurn = {
  readonly interviewId: string;
  readonly personId: string;
  readonly name: string;
  readonly taskId: string | null;
  readonly startedAtMs: number;
  readonly endsAtMs: number;
};

/** `several`: more than one person said it, so it is nobody's own. */
export type ShownCaption = Omit<Caption, "atMs"> & { readonly several?: boolean };

/** What a room's interviewer tells its room. Nothing in it throws. */
export type InterviewerTells = {
  /** What it does; by whom and where it speaks, for the page to say. */
  state(state: InterviewerState, speaks: InterviewerSpeaks): void;
  caption(caption: ShownCaption): void;
  /** Something that belongs into the recording, such as a question with its number. */
  note(note: Note): void;
  /** One sentence that everybody should read, such as that a local voice goes on. */
  notice(sentence: string): void;
  /** The plan is done or the time is up: the interview ends. */
  done(interviewId: string): void;
};

/** Who leads: `provider` and `voice` are names for people, `outside` the host that hears the voice; null: nobody outside. */
export type InterviewerSpeaks = {
  readonly provider: string;
  readonly voice: string;
  readonly outside: string | null;
  /** It stands in for one that does not answer. */
  readonly standsIn: boolean;
};

/** The interviewer of one room. It never throws at its room: what fails it tells, and goes on with what is left. */
export interface RoomInterviewer {
  /** Its voice comes out of this router from now on; resolves to the producer, which the room shows and has recorded. */
  place(router: types.Router): Promise<types.Producer>;
  /** Exactly these are heard from now on. */
  hears(voices: readonly HeardVoice[]): Promise<void>;
  /** Somebody's interview begins, the first or by a hand-over; null: none is under way, and it is silent and deaf. */
  turnsTo(turn: InterviewTurn | null): void;
  /** Typed instead of said, by somebody it hears. */
  typed(personId: string, line: { readonly id: string; readonly text: string }): void;
  /** The candidate asks for time: it waits until they speak. */
  takeYourTime(personId: string): void;
  /** On: from now on nothing that is heard or read goes to a service outside. Off: it may again. */
  localOnly(on: boolean): void;
  thinkTime(setting: ThinkTime): void;
  timeLeft(leftMs: number): void;
  /** Resolves when nothing of it is under way. */
  close(): Promise<void>;
}

/** Where rooms get their interviewer. */
export interface Interviewers {
  /** `memory`: what it kept with `remembers` in the room of the process before. */
  open(room: {
    readonly sessionId: string;
    /** null: somebody practises alone. */
    readonly grindId: string | null;
    readonly thinkTime: ThinkTime;
    /** Services outside that somebody in the room refused: the local one is used instead. */
    readonly localOnly: boolean;
    readonly memory: unknown;
    readonly tells: InterviewerTells;
    /** How far it is, to be kept with the room: plain data. */
    readonly remembers: (memory: unknown) => void;
  }): RoomInterviewer;
}
