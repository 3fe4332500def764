import type { Transcript } from "../../../proto/http/transcripts.ts";

export type Entry = Transcript["entries"][number];
export type Question = Transcript["questions"][number];
/** What was said while a question was open; null: before the first one. */
export type Group = { readonly question: Question | null; readonly entries: readonly Entry[] };

/** The words by question, in their order. A question about which nothing is written stands there all the same. */
export function groupsOf({ entries, questions }: Pick<Transcript, "entries" | "questions">): Group[] {
  const asked = questions.toSorted((a, b) => a.startMs - b.startMs);
  const said = entries.toSorted((a, b) => a.startMs - b.startMs);
  const openAt = (ms: number): Question | null => asked.findLast((it) => it.startMs <= ms) ?? null;
  const of = (question: Question | null): Group => ({
    question,
    // The question stands above them already.
    entries: said.filter((it) => openAt(it.startMs) === question && !isAsk(it, question)),
  });
  const before = of(null);
  return [...before.entries.length > 0 ? [before] : [], ...asked.map(of)];
}

function isAsk(entry: Entry, question: Question | null): boolean {
  return entry.by === "interviewer" && entry.text.trim() === question?.ask.trim();
}

/** Whose words are not there although they spoke. */
export function unwritten({ entries, talk }: Pick<Transcript, "entries" | "talk">): boolean {
  return talk.candidateMs > 0 && !entries.some((it) => it.by === "candidate" && !it.exact);
}

/** A share of all that was said or thought, in whole percent. */
export function shareOf(ms: number, { candidateMs, interviewerMs, thinkingMs }: Transcript["talk"]): number {
  const all = candidateMs + interviewerMs + thinkingMs;
  return all === 0 ? 0 : Math.round(100 * ms / all);
}
