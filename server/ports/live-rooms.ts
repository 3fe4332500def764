import type { Stored } from "../domain/seat/stored.ts";
import type { InterviewEnd, Mode, Purpose, Role } from "../../proto/live/words.ts";

/** A session as its room needs it. */
export type LiveSession = {
  readonly id: string;
  /** null: somebody practises alone. */
  readonly grind: { readonly id: string; readonly name: string } | null;
  readonly task: { readonly id: string; readonly title: string; readonly minutes: number } | null;
  readonly mode: Mode;
  readonly startedAtMs: number;
  /** When it was to start, which may be later than it did. */
  readonly startsAtMs: number;
  readonly minutes: number;
  readonly madeById: string | null;
  readonly firstSeatId: string | null;
  /** An interview that was taken to be the first that begins in it. */
  readonly waitingInterviewId: string | null;
};

/** What somebody finds at a room's door. */
export type Entrance = {
  readonly session: LiveSession;
  readonly role: Role;
  /** A moderator sent them out of this session. */
  readonly removed: boolean;
  readonly consents: readonly Purpose[];
};

export type BegunInterview = {
  readonly interviewId: string;
  readonly sessionId: string;
  readonly ownerId: string;
  readonly at: Date;
  /** Its data key, wrapped. */
  readonly key: Uint8Array;
};

/** A room as the process before left it. */
export type KeptRoom = {
  readonly session: LiveSession;
  readonly room: Uint8Array;
  readonly running: readonly string[];
};

/** What rooms keep, so that nothing but sound and pictures is lost with the process. */
export interface LiveRooms {
  /**
   * null: there is no such session, or the person is neither in its grind nor who practises alone in it. A scheduled one becomes live when its time has
   * come (`now` no earlier than `openMs` before its start); earlier, and when it is over, throws AppError "closed".
   */
  enter(at: { sessionId: string; personId: string; now: Date; openMs: number }): Promise<Entrance | null>;
  /** Notes that somebody came in. Coming back is the same as having stayed. */
  joined(sessionId: string, personId: string, at: Date): Promise<void>;
  left(sessionId: string, personId: string, at: Date): Promise<void>;
  /** They stay out of this session. */
  removed(sessionId: string, personId: string, at: Date): Promise<void>;
  /**
   * The interview is IN_PROGRESS, with key and the consents of its session, and the only one of its session: another one
   * that was lost with its room ends as FAILED. One that waits for its session under this id is the one that begins.
   * Throws AppError "conflict" when its owner is in one elsewhere, or the one that waited was called off.
   */
  begin(interview: BegunInterview): Promise<void>;
  /** The interview is over; one that is over already stays as it is. */
  finish(interviewId: string, end: InterviewEnd, at: Date): Promise<void>;
  /** What is so now of a live session and of these people; null: it is over or gone. */
  stored(sessionId: string, people: readonly string[]): Promise<Stored | null>;
  /** What one agreed to in a session, and in its interviews that are under way. null: was not asked yet. */
  consents(sessionId: string, personId: string): Promise<Purpose[] | null>;
  consent(sessionId: string, personId: string, given: readonly Purpose[], at: Date): Promise<void>;
  /** The session is over, with whatever interview was still under way in it, and what was kept of its room is deleted. */
  end(sessionId: string, at: Date): Promise<void>;
  /** Keeps what a room is, sealed, until it is over. */
  keep(sessionId: string, room: Uint8Array): Promise<void>;
  /** What was kept of the rooms that are not over, or of this one, with the interviews that are under way in each. */
  kept(sessionId?: string): Promise<KeptRoom[]>;
  /** A room is one process's at a time. false: it is another one's; a claim ends with its process at the latest. */
  claim(sessionId: string): Promise<boolean>;
  /**
   * The rooms that were kept, are not over, and are no process's now. Also has this process's own claims hold where its line
   * to the database broke.
   */
  deserted(): Promise<readonly string[]>;
  /** The name of the node that has it; null: none has, or others have no way to it. */
  holder(sessionId: string): Promise<string | null>;
  /** Others may have it from now on. Releasing what is not claimed is fine. */
  release(sessionId: string): Promise<void>;
}
