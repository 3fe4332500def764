/** "outdated": it is right, and its hash should be made anew. */
export type Verdict = "right" | "outdated" | "wrong";

/** Slow one-way hashes. Throws AppError "unavailable" when more wait than can be served soon. */
export interface Passwords {
  /** The text carries what is needed to check it later. */
  hash(password: string): Promise<string>;
  /** Takes as long without a hash, so that time does not tell whether there is one. */
  check(password: string, hash: string | null): Promise<Verdict>;
}
