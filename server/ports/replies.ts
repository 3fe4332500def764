/** What a creating request was answered, so that the same request sent again is answered the same and creates nothing. */
export interface Replies {
  /**
   * Claims `key` for one request. "go": nobody did before, do the work and `settle`.
   * Throws AppError "conflict" while the first one runs, "bad-request" when the key was used for another request.
   */
  claim(at: { personId: string; key: string; request: Uint8Array }): Promise<"go" | { status: number; body: unknown }>;
  settle(at: { personId: string; key: string }, reply: { status: number; body: unknown }): Promise<void>;
  /** Gives a claim back after a failure, so that trying again works. */
  release(at: { personId: string; key: string }): Promise<void>;
}
