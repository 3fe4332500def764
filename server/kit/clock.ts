/** Where time comes from. Tests hand in one that stands still until told. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
};

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
