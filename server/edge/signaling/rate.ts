import type { Clock } from "../../kit/clock.ts";

/** What one connection may ask in a second. Higher serves busier pages, lower leaves more to others. */
const perSecond = 30;
/** Beyond this the page is no page of ours, or broken: it is let go. */
const abusePerSecond = 150;

export type Verdict = "fine" | "too many" | "abuse";

/** Counts what one connection asks, second by second. */
export function makeRate(clock: Clock): () => Verdict {
  let secondMs = -Infinity;
  let count = 0;
  return () => {
    const nowMs = clock.now();
    if (nowMs - secondMs >= 1_000) {
      secondMs = nowMs;
      count = 0;
    }
    count++;
    if (count > abusePerSecond) return "abuse";
    return count > perSecond ? "too many" : "fine";
  };
}
