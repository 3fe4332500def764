/** What somebody wants of the interviewer with what they typed or said. */
export type Intent = "hint" | "again" | "skip" | "stop" | "answer";

const intents: readonly (readonly [Intent, RegExp])[] = [
  ["stop", /\b(stop|end|finish|quit) (the|this|my|our) (interview|session)\b|^\s*(stop|goodbye|bye)[.!]?\s*$/i],
  ["hint", /\b(hint|clue)\b|\b(i am|i'm) (stuck|lost)\b|\bhelp me\b|^\s*help[.!?]?\s*$/i],
  ["again", /\b(repeat|say) (that|the question|it)( again)?\b|^\s*(pardon|sorry|again|what)\s*\?+\s*$|\bcome again\b/i],
  ["skip", /\b(skip|next question|move on|pass on this)\b|^\s*(pass|next|skip)[.!]?\s*$/i],
];

/** What somebody means. A long text is an answer, whatever words are in it. */
export function intentOf(text: string): Intent {
  if (wordsOf(text).length > 14) return "answer";
  return intents.find(([, words]) => words.test(text))?.[0] ?? "answer";
}

/** Of what could be asked next, what was least spoken of already; undefined: there is nothing. */
export function freshest(questions: readonly string[], said: string): string | undefined {
  const known = new Set(wordsOf(said).map(stem));
  const covered = (question: string): number => {
    const words = wordsOf(question).filter((it) => it.length > 3).map(stem);
    return words.length === 0 ? 0 : words.filter((it) => known.has(it)).length / words.length;
  };
  return questions.toSorted((a, b) => covered(a) - covered(b))[0];
}

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

/** Rough, so that "tested" is "test". */
function stem(word: string): string {
  return word.replace(/(ing|ed|es|s)$/, "");
}

/** A text in its sentences. */
export function sentencesOf(text: string): string[] {
  return text.match(/[^.!?…:]+(?:[.!?…:]+["')\]]*|$)/gu)?.map((it) => it.trim()).filter((it) => it !== "") ?? [];
}
