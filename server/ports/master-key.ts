/** The one key that wraps all others. It is kept apart from the database, so that a dump of it opens nothing. */
export interface MasterKey {
  /** Names this key without telling anything of it. */
  readonly name: string;
  /** Locks a data key to the interview it is for. The same key wrapped twice looks different. */
  wrap(dataKey: Uint8Array, interviewId: string): Uint8Array<ArrayBuffer>;
  /**
   * Throws AppError "unavailable" when another master key wrapped it: nothing is lost, the right key opens it.
   * Throws AppError "internal" when it was changed, or was made for another interview.
   */
  unwrap(wrapped: Uint8Array, interviewId: string): Uint8Array<ArrayBuffer>;
  /** Locks bytes of any length to the name of what they are. The same bytes sealed twice look different. */
  seal(bytes: Uint8Array, name: string): Uint8Array<ArrayBuffer>;
  /** Throws as `unwrap` does: "unavailable" for another master key, "internal" for what was changed or has another name. */
  unseal(sealed: Uint8Array, name: string): Uint8Array<ArrayBuffer>;
}
