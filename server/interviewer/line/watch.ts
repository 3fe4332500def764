/**
 * Whether the interviewer owes words, and how long it has been silent. Plain data; times are the clock's. Its sound may
 * come faster than it is spoken, so its silence begins when what it gave is spoken.
 */
export type Watch = {
  /** Since when people hear nothing although it is its turn; in the future while it still speaks. null: it is not. */
  readonly owesSinceMs: number | null;
  /** When it last showed that it is at work, such as by wanting something done. */
  readonly signMs: number;
  /** What was tried already: 0 nothing, 1 a nudge, 2 another line. */
  readonly tried: 0 | 1 | 2;
  /** When the sound that it gave so far is spoken. */
  readonly spokenMs: number;
  /** Some of this turn's sound came. */
  readonly begun: boolean;
};

/**
 * Milliseconds of silence. Lower: less waiting when it hangs, and more often taken for hanging when it only thinks. All
 * three together, with the time in which the next one begins to speak, are what a person waits at most.
 */
export type Patience = { readonly nudgeMs: number; readonly exchangeMs: number; readonly giveUpMs: number };
export const usualPatience: Patience = { nudgeMs: 1_700, exchangeMs: 2_500, giveUpMs: 3_400 };

/** With a local voice, that no word hurries and nobody replaces: calling it again breaks off what it is about to say. */
export const localPatience: Patience = { nudgeMs: Infinity, exchangeMs: Infinity, giveUpMs: 20_000 };

export type Trial = "nudge" | "exchange" | "give-up";

export const atRest: Watch = { owesSinceMs: null, signMs: 0, tried: 0, spokenMs: 0, begun: false };

/** It is its turn now. */
export function owes(watch: Watch, nowMs: number): Watch {
  const sinceMs = Math.max(nowMs, watch.spokenMs);
  return { ...watch, owesSinceMs: sinceMs, signMs: sinceMs, tried: 0, begun: false };
}

/** Sound came: until it is spoken nobody waits, after it the rest is owed. */
export function sounded(watch: Watch, nowMs: number, soundMs: number): Watch {
  const spokenMs = Math.max(nowMs, watch.spokenMs) + soundMs;
  return { owesSinceMs: spokenMs, signMs: spokenMs, tried: 0, spokenMs, begun: true };
}

/** It is at work: tries wait, giving up does not. */
export function signed(watch: Watch, nowMs: number): Watch {
  return { ...watch, signMs: Math.max(watch.signMs, nowMs) };
}

/** Its turn is over. Without a sound of it, what was owed still is, and the next try is due at once. */
export function completed(watch: Watch, nowMs: number, patience: Patience): Watch {
  if (watch.owesSinceMs === null || watch.begun) return { ...watch, owesSinceMs: null, begun: false };
  if (watch.tried === 2) return { ...watch, owesSinceMs: Math.min(watch.owesSinceMs, nowMs - patience.giveUpMs) };
  const tryMs = watch.tried === 0 ? patience.nudgeMs : patience.exchangeMs;
  return { ...watch, signMs: Math.min(watch.signMs, nowMs - tryMs) };
}

/** Nothing is owed: somebody else speaks, and what was not spoken is not. */
export function hushed(watch: Watch, nowMs: number): Watch {
  return { ...watch, owesSinceMs: null, spokenMs: Math.min(watch.spokenMs, nowMs), begun: false };
}

/** What it gave was not spoken to its end: whoever waits does so from now on. */
export function cut(watch: Watch, nowMs: number): Watch {
  const early = (atMs: number): number => Math.min(atMs, nowMs);
  const owesSinceMs = watch.owesSinceMs === null ? null : early(watch.owesSinceMs);
  return { ...watch, owesSinceMs, signMs: early(watch.signMs), spokenMs: early(watch.spokenMs) };
}

/** What is to be tried next, and when. */
export function nextTrial(watch: Watch, patience: Patience): { readonly atMs: number; readonly trial: Trial } | null {
  if (watch.owesSinceMs === null) return null;
  const giveUp = { atMs: watch.owesSinceMs + patience.giveUpMs, trial: "give-up" as const };
  if (watch.tried === 2) return giveUp;
  const next = watch.tried === 0
    ? { atMs: watch.signMs + patience.nudgeMs, trial: "nudge" as const }
    : { atMs: watch.signMs + patience.exchangeMs, trial: "exchange" as const };
  return next.atMs < giveUp.atMs ? next : giveUp;
}

export function tried(watch: Watch, trial: Trial): Watch {
  return { ...watch, tried: trial === "nudge" ? 1 : 2 };
}
