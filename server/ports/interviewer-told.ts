/** What the house tells a mind beside what people say. Round brackets tell it from their words. */
export const toldWords = {
  typed: (name: string, text: string) => `${name} typed: ${text}`,
  joined: (name: string) =>
    `(${name} was given the microphone and may speak as well. The candidate stays the one you interview.)`,
  left: (name: string) => `(${name} no longer has the microphone.)`,
  takesTime: "(The candidate asked for time to think. Say nothing until they speak.)",
  silent:
    "(The candidate has been silent for a while. In one short sentence, say that there is time and that they can ask for a hint.)",
  minutes: (left: number) =>
    `(${
      left === 1 ? "One minute is" : `${left} minutes are`
    } left. Choose what you still ask by that, and close in time.)`,
  close: "(The time is almost up. Thank the candidate, say goodbye in two sentences at most, and end the interview.)",
} as const;

const typedBy = /^[^:(]{1,120} typed: /;

/** What somebody typed, of what the house told; null: it is something else. */
export function typedIn(text: string): string | null {
  const by = typedBy.exec(text);
  return by ? text.slice(by[0].length) : null;
}
