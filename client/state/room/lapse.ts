import type { Part } from "../../../proto/live/words.ts";

/** What one no longer has after being away for too long; `seat`: it was the seat. */
export type Lapse = { readonly seat: boolean };

/** Who watches as before lost nothing; after a reload it is not known what they had. */
export function lapseOf(before: Part | undefined, now: Part | undefined): Lapse | undefined {
  return now !== "observer" || before === now ? undefined : { seat: before === "seat" };
}
