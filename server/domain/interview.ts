/** Where an interview is: taken, running, over, or broken off. */
export type InterviewStatus = "PENDING" | "IN_PROGRESS" | "COMPLETED" | "ERROR";
/** What an interview can become. */
export type NextStatus = Exclude<InterviewStatus, "PENDING">;

/** Every move that is legal; what is not here is a conflict. */
const moves: Readonly<Record<InterviewStatus, readonly NextStatus[]>> = {
  PENDING: ["IN_PROGRESS", "ERROR"],
  IN_PROGRESS: ["COMPLETED", "ERROR"],
  COMPLETED: [],
  ERROR: [],
};

export function mayMove(from: InterviewStatus, to: NextStatus): boolean {
  return moves[from].includes(to);
}

/** The statuses that `to` can be reached from. */
export function origins(to: NextStatus): InterviewStatus[] {
  return (Object.keys(moves) as InterviewStatus[]).filter((from) => mayMove(from, to));
}

/** Nothing follows this status. */
export function over(status: InterviewStatus): boolean {
  return moves[status].length === 0;
}

/** Why `from` cannot become `to`, in words for its owner. */
export function whyNot(from: InterviewStatus, to: NextStatus): string {
  if (from === "IN_PROGRESS") return "This interview has already begun.";
  if (over(from)) return "This interview is already over. Take the task again to start a new one.";
  return `This interview has not begun, so it cannot be ${to === "COMPLETED" ? "completed" : "ended"}.`;
}

/** What its owner reads about an interview that they ended as ERROR. */
export const errorReasons = {
  PENDING: "It was called off before it began.",
  IN_PROGRESS: "It broke off before its end.",
} as const;

type Times = { createdAt: Date; startedAt: Date | null };

/**
 * When an interview ended: what the caller says, but never later than now, because clocks differ a little.
 * null: what the caller says lies before the interview itself.
 */
export function endOf({ createdAt, startedAt }: Times, said: Date | undefined, nowMs: number): Date | null {
  const endMs = Math.min(said?.getTime() ?? nowMs, nowMs);
  return endMs >= (startedAt ?? createdAt).getTime() ? new Date(endMs) : null;
}
