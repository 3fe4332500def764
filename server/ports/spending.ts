/** Whose minutes a paid provider uses. */
export type Payer = { readonly personId: string; readonly grindId: string | null };

/** Seconds that may be used on one day; null: as many as one likes. */
export type SpendingLimits = {
  readonly person: number | null;
  readonly grind: number | null;
  readonly instance: number | null;
};

/** What one person used of one provider on one day, in one grind or alone. */
export type SpendingRow = {
  /** Such as 2026-01-05, in UTC. */
  readonly day: string;
  readonly provider: string;
  readonly personId: string;
  /** null: the account is gone. */
  readonly personName: string | null;
  readonly grindId: string | null;
  readonly grindName: string | null;
  readonly seconds: number;
};

/** How much is used up on a day: by this person, in this grind (0 without one), by everybody. */
export type SpendingUsed = { readonly person: number; readonly grind: number; readonly instance: number };

/** Time that was used of services that cost money. It outlives persons and grinds. */
export interface SpendingStore {
  /** Adds whole seconds and resolves with what that makes, itself included; 0 asks. Two nodes at once lose nothing. */
  add(
    use: Payer & { readonly provider: string; readonly day: string; readonly seconds: number },
  ): Promise<SpendingUsed>;
  /** From `sinceDay` on, newest day first, then whoever used most. At most `most` rows. */
  list(options: { readonly sinceDay: string; readonly most: number }): Promise<readonly SpendingRow[]>;
  /** What everybody used of each provider from `sinceDay` on. */
  totals(
    sinceDay: string,
  ): Promise<readonly { readonly day: string; readonly provider: string; readonly seconds: number }[]>;
}
