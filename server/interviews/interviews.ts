import { endOf, errorReasons, mayMove, type NextStatus, origins, whyNot } from "../domain/interview.ts";
import type { Clock } from "../kit/clock.ts";
import type { Page, Paged } from "../kit/cursor.ts";
import { AppError, found } from "../kit/errors.ts";
import type { Ids } from "../kit/ids.ts";
import type { Audit } from "../ports/audit.ts";
import type { HistoryFilter, InterviewRow, InterviewStore, NewInterview } from "../ports/interviews.ts";
import type { Keys } from "../ports/keys.ts";

type Options = {
  store: InterviewStore;
  keys: Keys;
  audit: Audit;
  clock: Clock;
  ids: Ids;
  /** Resolves when nothing that was recorded of it is left. */
  beforeRemoval: (interview: InterviewRow) => Promise<void>;
  /** Whoever is in its room does not know yet. */
  onEnded: (interviewId: string) => void;
};
type Wish = Pick<NewInterview, "ownerId" | "taskId" | "grindId" | "mode">;

/** One's interviews: taken, moved, looked up, deleted. Who may do so was decided before. */
export type Interviews = {
  /** Takes a task for an interview; a task or grind that one may not see is "not-found". */
  take(wish: Wish): Promise<InterviewRow>;
  find(id: string): Promise<InterviewRow | null>;
  current(ownerId: string): Promise<InterviewRow | null>;
  /** Newest first. */
  history(ownerId: string, page: Page & { readonly filter: HistoryFilter }): Promise<Paged<InterviewRow>>;
  /** Moves an interview on; an illegal move, or one that somebody else was faster with, is a "conflict". */
  move(interview: InterviewRow, to: NextStatus, saidEnd?: Date): Promise<InterviewRow>;
  /** Deletes an interview with its key, so that every copy of what was recorded becomes unreadable. */
  remove(interview: InterviewRow): Promise<void>;
};

export function makeInterviews({ store, keys, audit, clock, ids, beforeRemoval, onEnded }: Options): Interviews {
  return {
    async take(wish) {
      const id = ids.next();
      const made = await store.create({ ...wish, id, createdAt: new Date(clock.now()), key: keys.make(id) });
      return "missing" in made ? found<InterviewRow>(null, made.missing) : made;
    },
    find: (id) => store.find(id),
    current: (ownerId) => store.current(ownerId),
    history: (ownerId, page) => store.history(ownerId, page),
    async move(interview, to, saidEnd) {
      const at = timeOf(interview, to, saidEnd, clock.now());
      const moved = await store.move({ id: interview.id, from: origins(to), to, at, reasons: errorReasons });
      if (!moved) return await refuseMove(store, interview.id, to);
      if (to !== "IN_PROGRESS") onEnded(interview.id);
      return moved;
    },
    async remove(interview) {
      const { id, ownerId } = interview;
      await beforeRemoval(interview);
      if (!await store.delete(id)) return;
      await audit.note({ actorId: ownerId, action: "interview.deleted", subjectId: id });
    },
  };
}

/** When a move happens; refuses an end that cannot be. */
export function timeOf(interview: InterviewRow, to: NextStatus, saidEnd: Date | undefined, nowMs: number): Date {
  if (to === "IN_PROGRESS") {
    if (saidEnd === undefined) return new Date(nowMs);
    throw new AppError("bad-request", "An interview that begins has no end yet. Leave it out.", { field: "endedAt" });
  }
  const end = endOf(interview, saidEnd, nowMs);
  if (end) return end;
  throw new AppError("bad-request", "The end lies before the interview began. Nothing was changed.", {
    field: "endedAt",
  });
}

/** Says why a move did not happen, by what the interview is now. */
export async function refuseMove(store: Pick<InterviewStore, "find">, id: string, to: NextStatus): Promise<never> {
  const { status } = found(await store.find(id), "interview");
  const sentence = mayMove(status, to)
    ? "Somebody else changed this interview just now. Try again."
    : whyNot(status, to);
  throw new AppError("conflict", sentence);
}
