import type { Transcript, Utterance } from "../../ports/transcripts.ts";

/** Whose words may be kept, and whether the candidate may be quoted; null: nobody was asked, so all of it. */
export type Quotable = { may(personId: string): boolean; readonly candidate: boolean } | null;

/** A transcript without the words of those whose words may not be kept. */
export function wordsOf(transcript: Transcript, quotable: Quotable): Transcript {
  if (quotable === null) return transcript;
  const entries = transcript.entries.filter((it) => peopleOf(it).every((personId) => quotable.may(personId)));
  return { ...transcript, entries, observations: quotable.candidate ? transcript.observations : [] };
}

/** Whose words it holds. */
export function heardIn({ entries }: Transcript): string[] {
  return [...new Set(entries.flatMap(peopleOf))];
}

function peopleOf({ personId, together = [] }: Utterance): readonly string[] {
  return personId === null ? together : [personId];
}
