export type Allowance = {
  /** Constant that names what is limited, such as "sign-in by address". */
  readonly name: string;
  readonly points: number;
  readonly perMs: number;
};

/** Counts tries, so that guessing is slow. The same count on every node and across restarts. */
export interface Limiter {
  /** Takes one point of `key`; throws AppError "too-many" with `retryAfterMs` when none is left. */
  take(allowance: Allowance, key: string): Promise<void>;
  /** Gives all points of `key` back, after a success. */
  forgive(allowance: Allowance, key: string): Promise<void>;
}
