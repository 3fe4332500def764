import type { InterviewerTells } from "../rooms/interviewers.ts";

/** Something that is being said, as its caption grows. */
export type Utterance = {
  readonly id: string;
  readonly personId: string | null;
  readonly fromMs: number;
  readonly text: string;
};

/** The same with more text, shown. */
export function grown(utterance: Utterance, text: string, tells: Pick<InterviewerTells, "caption">): Utterance {
  const more = { ...utterance, text: utterance.text + text };
  show(more, false, tells);
  return more;
}

/** Shows it for the last time. `several`: nobody alone said it. */
export function ended(
  utterance: Utterance,
  tells: Pick<InterviewerTells, "caption">,
  { several = false } = {},
): void {
  show(utterance, true, tells, several);
}

function show(
  { id, personId, text }: Utterance,
  final: boolean,
  tells: Pick<InterviewerTells, "caption">,
  several = false,
): void {
  if (text.trim() === "") return;
  tells.caption({ id, personId, text: text.trim(), final, typed: false, ...several && { several } });
}
