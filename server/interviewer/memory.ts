import type { Progress } from "../domain/plan.ts";
import type { Recap } from "../ports/interviewer.ts";

/** How far an interview is, for the process that may come after this one. */
export type Memory = {
  readonly interviewId: string;
  readonly progress: Progress;
  /** Somebody did not want it to go outside. */
  readonly staysHere?: boolean;
  /** Empty: it has not said its first word. */
  readonly said: Recap["said"];
};

/** More is not needed to go on, and a room is kept whole at each change. */
const keptUtterances = 24;
const keptCharacters = 600;

/** What of an interview is remembered. */
export function memoryOf(
  { interviewId, progress, said, ...more }: Pick<Memory, "interviewId" | "progress" | "said" | "staysHere">,
): Memory {
  const last = said.slice(-keptUtterances).map((it) => ({ ...it, text: it.text.slice(0, keptCharacters) }));
  return { ...more, interviewId, progress, said: last };
}

/** What was remembered of this interview; null: nothing, or of another one. It was sealed by this server, and may be older. */
export function remembered(memory: unknown, interviewId: string): Memory | null {
  const found = memory as Partial<Memory> | null | undefined;
  return found?.interviewId === interviewId && found.progress && Array.isArray(found.said) ? found as Memory : null;
}
