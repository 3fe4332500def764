/** "1 member", "3 members". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** The first letters of the first two words of a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  return words.slice(0, 2).map((word) => Array.from(word)[0]?.toLocaleUpperCase() ?? "").join("");
}

/** The same name has the same voice everywhere. 2 is the AI's own, so people never get it. */
export function voiceOf(id: string): number {
  const sum = Array.from(id).reduce(
    (before, letter) => (Math.imul(before, 31) + (letter.codePointAt(0) ?? 0)) >>> 0,
    7,
  );
  return [1, 3, 4, 5, 6, 7, 8][sum % 7] ?? 1;
}

/** What a person is called in a sentence. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? name;
}
