import { freshest, wordsOf } from "./wording.ts";
import { scriptWords } from "./words.ts";

/** `text` is null where nobody knows the words. */
export type Answer = { readonly ms: number; readonly text: string | null };
type Question = {
  /** What can be asked about its answers. */
  readonly probes: readonly string[];
  /** How many of them were asked. */
  readonly asked: number;
  /** All that was said about it. */
  readonly said: string;
};

/** Less than this is hardly an answer. */
const short = { ms: 3_000, words: 8 };
/** After more than this nothing is left to be asked about it. */
const full = { ms: 75_000, words: 160 };
/** Asked about one question, at most. */
const mostProbes = 2;

/** What to ask about an answer; null: nothing more. `thin`: it was hardly one. */
export function probeAfter(
  { ms, text }: Answer,
  { probes, asked, said }: Question,
): { readonly probe: string; readonly thin: boolean } | null {
  const [length, less, more] = text === null
    ? [ms, short.ms, full.ms]
    : [wordsOf(text).length, short.words, full.words];
  const thin = length < less;
  const most = thin ? mostProbes : length > more ? 0 : 1;
  if (asked >= most) return null;
  const probe = freshest(probes.filter((it) => !said.includes(it)), said) ?? (thin ? scriptWords.noProbe : null);
  return probe === null ? null : { probe, thin };
}
