import type { Mode } from "../../proto/live/words.ts";

/** A session as a calendar shows it. */
export type CalendarSession = {
  readonly id: string;
  readonly taskTitle: string | null;
  readonly mode: Mode;
  readonly startsAt: Date;
  readonly endedAt: Date | null;
  readonly minutes: number;
  readonly createdAt: Date;
  readonly version: number;
};
export type Calendar = {
  readonly grind: { readonly id: string; readonly name: string };
  /** In the order of their start. */
  readonly sessions: readonly CalendarSession[];
};
type Place = { readonly grindId: string; readonly personId: string };

/** Addresses under which calendars read a grind's sessions; each ends with its owner's membership. */
export interface CalendarStore {
  /** Since when somebody has an address; null: they have none. */
  madeAt(place: Place): Promise<Date | null>;
  /** An earlier address of theirs ends. Throws AppError "not-found" for who is not in the grind. */
  make(place: Place & { tokenHash: Uint8Array<ArrayBuffer>; at: Date }): Promise<void>;
  /** Ending what is not there is fine. */
  end(place: Place): Promise<void>;
  /** What starts after `since`. null: there is no such address, or its owner is blocked. */
  read(tokenHash: Uint8Array<ArrayBuffer>, since: Date): Promise<Calendar | null>;
}
