/** Lets one client into one interview, for the device that asked for it. */
export type InterviewToken = {
  readonly tokenHash: Uint8Array<ArrayBuffer>;
  readonly interviewId: string;
  readonly deviceId: string;
  readonly expiresAt: Date;
};
/** Who came in with one. */
export type TokenHolder = {
  readonly personId: string;
  readonly deviceId: string;
  readonly name: string;
  readonly admin: boolean;
};

export interface InterviewTokens {
  /** An interview has only so many at a time: the oldest ends for a new one. */
  add(token: InterviewToken): Promise<void>;
  /**
   * Uses it up, on whatever node; of two at once one gets in. null: there is no such token for this interview, it was used
   * or expired, or who asked for it was signed out or blocked since.
   */
  use(tokenHash: Uint8Array<ArrayBuffer>, interviewId: string, at: Date): Promise<TokenHolder | null>;
  /** Forgets what expired before `at`; returns how many. */
  sweep(at: Date): Promise<number>;
}
