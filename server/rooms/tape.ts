import type { types } from "mediasoup";
import type { RecordingView } from "../../proto/live/view.ts";
import type { Source } from "../../proto/live/words.ts";

/** One stream that is to be recorded: whose, of which kind, and where it is now. */
export type Recorded = {
  /** null: the AI interviewer's. */
  readonly personId: string | null;
  /** Who has to agree to it: of the AI interviewer who is interviewed, else the person. */
  readonly agreedBy: string;
  readonly source: Source;
  readonly producer: types.Producer;
  readonly router: types.Router;
};

/** Something that happened in an interview. Whoever said or wrote it agreed to being recorded. */
export type Note = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** Who keeps what a room says is to be kept. */
export interface Tape {
  /**
   * Of this interview exactly these streams, from now on; what is no longer among them is kept no further at once. Resolves
   * when each that can be kept is, before its first packet, and in bounded time; rejects never: what cannot be kept is
   * told by `onRecording`.
   */
  want(interviewId: string, streams: readonly Recorded[]): Promise<void>;
  /** Whether what is noted is kept for its own sake, also while nobody is heard or seen. */
  keepNotes(interviewId: string, kept: boolean): void;
  /** Something that happened now. Forgotten while no stream of the interview is kept, nor notes for their own sake. */
  note(interviewId: string, note: Note): void;
  /** The interview is over: what was kept is finished. Rejects never. */
  end(interviewId: string): Promise<void>;
}

/** Nothing is recorded. */
export const notRecording: RecordingView = { state: "off", trouble: null, lost: [] };
