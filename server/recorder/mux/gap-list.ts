import type { Gap } from "./rendered.ts";

/** A list is for people: the longest say what happened. */
const maxGaps = 500;
/** Shorter ones are not listed; they count nevertheless. */
const listedMs = 100;

/** What is missing: the sum of it, and the longest holes. */
export class GapList {
  missingMs = 0;
  #gaps: Gap[] = [];

  add(gap: Gap): void {
    if (gap.cause !== "quiet") this.missingMs += gap.toMs - gap.fromMs;
    const before = this.#gaps.at(-1);
    if (before && before.cause === gap.cause && gap.fromMs - before.toMs < 1) {
      this.#gaps[this.#gaps.length - 1] = { ...before, toMs: gap.toMs };
    } else if (gap.toMs - gap.fromMs >= listedMs) this.#gaps.push(gap);
    if (this.#gaps.length >= 2 * maxGaps) this.#gaps = longest(this.#gaps);
  }

  /** In order of time. */
  list(): readonly Gap[] {
    return longest(this.#gaps);
  }
}

function longest(gaps: readonly Gap[]): Gap[] {
  const kept = [...gaps].sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs)).slice(0, maxGaps);
  return kept.sort((a, b) => a.fromMs - b.fromMs);
}
