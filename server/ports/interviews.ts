import type { InterviewEnd } from "../../proto/live/words.ts";
import type { InterviewStatus, NextStatus } from "../domain/interview.ts";
import type { Page, Paged } from "../kit/cursor.ts";

export type InterviewRow = {
  readonly id: string;
  readonly ownerId: string;
  /** null: the task was deleted since. */
  readonly task: {
    readonly id: string;
    readonly title: string;
    readonly kind: "coding" | "system_design" | "behavioural" | "phone_screen";
    readonly difficulty: "Easy" | "Medium" | "Hard";
  } | null;
  readonly grindId: string | null;
  readonly sessionId: string | null;
  readonly mode: "ai" | "peer" | "open";
  readonly status: InterviewStatus;
  readonly reason: string | null;
  /** How one that ran in a room ended; null while it runs, and for others. */
  readonly endedAs: InterviewEnd | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly version: number;
};

export type NewInterview = {
  readonly id: string;
  readonly ownerId: string;
  readonly taskId: string;
  readonly grindId: string | null;
  readonly mode: InterviewRow["mode"];
  readonly createdAt: Date;
  /** Its data key, wrapped. */
  readonly key: Uint8Array;
};

/** One compare-and-set: it happens when the interview is still in one of `from`. */
export type Move = {
  readonly id: string;
  readonly from: readonly InterviewStatus[];
  readonly to: NextStatus;
  /** When it began or ended. */
  readonly at: Date;
  /** For ERROR: why, by the status it is in when the move happens. */
  readonly reasons: Readonly<Partial<Record<InterviewStatus, string>>>;
};

export type HistoryFilter = {
  readonly status?: InterviewStatus | undefined;
  readonly kind?: NonNullable<InterviewRow["task"]>["kind"] | undefined;
  /** Part of the task's title, whatever the case. */
  readonly titlePart?: string | undefined;
};

export interface InterviewStore {
  /**
   * Stores an interview and its key, both or neither. Says what is missing when the owner may not take this task
   * (built in, or of a grind they are in) or is not in this grind.
   */
  create(interview: NewInterview): Promise<InterviewRow | { missing: "task" | "grind" }>;
  find(id: string): Promise<InterviewRow | null>;
  /** The one that is in progress, else the newest that waits. */
  current(ownerId: string): Promise<InterviewRow | null>;
  /** Newest first. Throws AppError "bad-request" for a cursor that is not one of ours. */
  history(ownerId: string, page: Page & { readonly filter: HistoryFilter }): Promise<Paged<InterviewRow>>;
  /** null: it is gone, or no longer in one of `from`. Throws AppError "conflict" when its owner is in another one. */
  move(move: Move): Promise<InterviewRow | null>;
  /** Deletes it with its key. false: it was gone already. */
  delete(id: string): Promise<boolean>;
}
