import type { Stint } from "../time/survey.ts";
import type { Alignment } from "./rendered.ts";
import { Spread } from "./spread.ts";

/** What the clocks may be wrong by, and what the file's grain adds. */
export function alignmentOf(stints: readonly Stint[], off: Spread): Alignment {
  const doubts = new Spread();
  for (const { clock } of stints) for (const it of clock.doubtsUs) doubts.note(it / 1000);
  const rounded = (ms: number): number => Math.round(ms * 10) / 10;
  return { p95Ms: rounded(doubts.percentile(0.95) + off.percentile(0.95)), maxMs: rounded(doubts.max + off.max) };
}
