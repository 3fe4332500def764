import type { InterviewEnd } from "../../proto/live/words.ts";

/** One utterance. Times are milliseconds since the interview began. */
export type Utterance = {
  readonly by: "interviewer" | "candidate" | "speaker";
  /** null: the interviewer that is no person, or nobody knows who it was. */
  readonly personId: string | null;
  readonly name: string;
  /** Several people said it in one turn: all of them, and `personId` is null. */
  readonly together?: readonly string[];
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** These are the words themselves, such as what our own voice read aloud or somebody typed; else what a provider heard. */
  readonly exact: boolean;
};
/** A question of the plan, and from when until when it was open; `endMs` is null while it is. */
export type AskedQuestion = {
  readonly index: number;
  readonly ask: string;
  readonly startMs: number;
  readonly endMs: number | null;
};
/** What the interviewer noted for a line of the rubric. `quote` is what the candidate said. */
export type Observation = {
  readonly item: string;
  readonly quote: string;
  readonly note: string;
  readonly atMs: number;
};
/** How long who spoke. `thinkingMs`: the candidate was silent while it was their turn. */
export type TalkTimes = { readonly candidateMs: number; readonly interviewerMs: number; readonly thinkingMs: number };

/** The words of one interview. */
export type Transcript = {
  readonly entries: readonly Utterance[];
  readonly questions: readonly AskedQuestion[];
  readonly observations: readonly Observation[];
  readonly talk: TalkTimes;
};
/** `complete`: nothing is added any more. */
export type KeptTranscript = Transcript & { readonly complete: boolean; readonly updatedAt: Date };

/**
 * Words of interviews, sealed with the key of each. In an interview of a session only the words of who agrees to being
 * recorded are kept, those of several people only while all of them do, and what the candidate is quoted with only while they agree.
 */
export interface Transcripts {
  /**
   * Takes the place of what there was, also after the interview's end, until one was the `last`. false: there is no such
   * interview, its key was destroyed, or the transcript is complete; nothing was changed then.
   */
  keep(
    interviewId: string,
    transcript: Transcript,
    at: { readonly now: Date; readonly last: boolean },
  ): Promise<boolean>;
  /**
   * Keeps it and moves the interview from IN_PROGRESS to COMPLETED, both or neither; more of it may be kept until the
   * `last`. false: it is not in progress, or its key was destroyed; nothing was changed then.
   */
  complete(
    interviewId: string,
    transcript: Transcript,
    end: { readonly now: Date; readonly at: Date; readonly as: InterviewEnd | null; readonly last: boolean },
  ): Promise<boolean>;
  /** null: there is none, or it cannot be read any more. */
  find(interviewId: string): Promise<KeptTranscript | null>;
  /** Removes the words of those who do not agree to being recorded any more; resolves to how many utterances went. */
  enforce(interviewId: string): Promise<number>;
  /** The same in each interview of a session. */
  enforceIn(sessionId: string): Promise<number>;
  /** Removes what somebody said in interviews of others; resolves to how many utterances went. */
  forget(personId: string): Promise<number>;
}
