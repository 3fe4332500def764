import type { Router } from "mediasoup/types";
import type { Source } from "../../proto/live/words.ts";

/** One stream that is to be recorded: whose, of which kind, where it is now. */
export type Recorded = {
  readonly personId: string;
  readonly source: Source;
  readonly producerId: string;
  readonly router: Router;
};

/** What a room shows of its recording. */
export type RecordingState = "off" | "starting" | "healthy" | "behind" | "failing";

/** Who keeps what a room says is to be kept. */
export interface Tape {
  /**
   * Of this interview exactly these streams, from now on. Resolves when each that can be is being received, before its
   * first packet; rejects never: what cannot be kept is said by the room's recording state.
   */
  want(interviewId: string, streams: readonly Recorded[]): Promise<void>;
  /** Something that happened in the interview: a seat that changed, a caption, a line of chat. */
  note(interviewId: string, note: { readonly kind: string } & Readonly<Record<string, unknown>>): void;
  /** The interview is over: what was kept is finished. */
  end(interviewId: string): Promise<void>;
}
