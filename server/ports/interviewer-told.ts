/** A name as a mind may read it: it can neither begin nor end what the house says. */
const plain = (name: string): string =>
  name.replace(/[^\p{L}\p{N} .'’-]+/gu, " ").replace(/\s+/g, " ").trim().slice(0, 60);

const together = new Intl.ListFormat("en");

/** What the house tells a mind beside what people say. Round brackets tell it from their words. */
export const toldWords = {
  typed: (name: string, text: string) => `${plain(name)} typed: ${text}`,
  /** By somebody who has the microphone and is not interviewed. */
  typedBeside: (name: string, text: string) => `${plain(name)}, who is not interviewed, typed: ${text}`,
  joined: (name: string) =>
    `(${plain(name)} was given the microphone and may speak as well. The candidate stays the one you interview.)`,
  left: (name: string) => `(${plain(name)} no longer has the microphone.)`,
  spoke: (names: readonly string[], candidateToo: boolean) => {
    const who = together.format(names.map(plain));
    return candidateToo ? `(${who} spoke in that turn.)` : `(That was ${who}, not the candidate.)`;
  },
  takesTime: "(The candidate asked for time to think. Say nothing until they speak.)",
  silent:
    "(The candidate has been silent for a while. In one short sentence, say that there is time and that they can ask for a hint.)",
  minutes: (left: number) =>
    `(${
      left === 1 ? "One minute is" : `${left} minutes are`
    } left. Choose what you still ask by that, and close in time.)`,
  close: "(The time is almost up. Thank the candidate, say goodbye in two sentences at most, and end the interview.)",
} as const;

const typedBy = /^[^:(]{0,60}?(, who is not interviewed,)? typed: /;

/** What somebody typed, of what the house told, and whether it was the candidate; null: it is something else. */
export function typedIn(text: string): { readonly text: string; readonly own: boolean } | null {
  const by = typedBy.exec(text);
  return by ? { text: text.slice(by[0].length), own: by[1] === undefined } : null;
}
