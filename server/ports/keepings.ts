/** Whose recordings: those of one person's interviews, or those of the interviews in one grind. */
export type Keeper =
  | { readonly personId: string; readonly grindId?: never }
  | { readonly grindId: string; readonly personId?: never };

/** How long people and grinds want the originals of recordings to be kept. */
export interface Keepings {
  /** Days after an interview's end; null: as long as this instance keeps any. */
  days(of: Keeper): Promise<number | null>;
  /** Holds from the next sweep on; null takes it back. Throws AppError "not-found" for a person or grind that is gone. */
  keep(of: Keeper, days: number | null): Promise<void>;
}
