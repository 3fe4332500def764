import type { Clock } from "../../server/kit/clock.ts";

export type FakeClock = Clock & {
  /** Moves time on. */
  readonly pass: (ms: number) => void;
};

/** A clock that stands still until told. */
export function fakeClock(startMs: number = Date.UTC(2026, 0, 5, 18, 0, 0)): FakeClock {
  let nowMs = startMs;
  return { now: () => nowMs, pass: (ms) => void (nowMs += ms) };
}
