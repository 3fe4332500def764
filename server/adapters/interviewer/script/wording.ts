/** What somebody wants of the interviewer with what they typed or said. */
export type Intent = "hint" | "again" | "skip" | "stop" | "answer";

/** What only makes a wish polite. "I would" alone begins an answer. */
const polite =
  /\b(?:(?:would|i'd) (?:like|love|prefer)|let us|let's|one more|thank you|a bit|sorry|please|okay|ok|well|um|hey|so|yes|no|thanks|just|can|could|may|shall|we|i'm|i|am|you|want|need|have|give|get|me|to|the|my|our|an?|another|any|some|really|here|now|with)\b/g;

const wishes: readonly (readonly [Intent, RegExp])[] = [
  ["stop", /^(?:stop|(?:stop|end|finish|quit)(?: this)? (?:interview|session)|good ?bye|bye)$/],
  ["hint", /^(?:hints?|clue|help|stuck|lost)(?: this| that| it)?$/],
  ["again", /^(?:(?:repeat|(?:say|read|ask)(?= .)) ?(?:that|this|it|question)?(?: once)?(?: again| more)?)$/],
  ["again", /^(?:again|pardon|what|once more|come again|what was question)$/],
  ["skip", /^(?:skip|pass|next|move on|go on)(?: on)?(?: this| that| it)?(?: question| one)?$/],
];

/** What somebody means. A wish holds nothing but the wish: an answer may hold its words as well. */
export function intentOf(text: string): Intent {
  const core = wordsOf(text).join(" ").replace(polite, " ").replace(/\s+/g, " ").trim();
  return wishes.find(([, words]) => words.test(core))?.[0] ?? "answer";
}

/** Says nothing about what a question is about. */
const common = new Set(
  ("about could does have that them then there these they thing things this those were what when where which while will " +
    "with would your yourself").split(" "),
);

/** Of what could be asked next, what was least spoken of already; undefined: there is nothing. */
export function freshest(questions: readonly string[], said: string): string | undefined {
  const known = new Set(wordsOf(said).map(stem));
  const covered = (question: string): number => {
    const words = wordsOf(question).filter((it) => it.length > 3 && !common.has(it)).map(stem);
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
