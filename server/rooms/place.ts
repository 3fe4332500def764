import type { Closing } from "../../proto/live/words.ts";
import type { FactName, Facts } from "../../proto/signaling.ts";
import type { Role } from "../../proto/live/words.ts";

/** One page that is connected, as a room sees it. */
export type Line = {
  tell<N extends FactName>(name: N, fact: Facts[N]): void;
  /** From now on what is told to everybody in the room reaches this page. */
  follow(sessionId: string): void;
  /** The page is out of the room: it hears so, and follows it no longer. */
  release(sessionId: string, why: Closing, message: string): void;
};

/** Tells everybody who follows a room. */
export type Crier = <N extends FactName>(sessionId: string, name: N, fact: Facts[N]) => void;

/** Somebody who may be in a room. */
export type Guest = { readonly personId: string; readonly name: string; readonly role: Role };

/** What people read who are no longer in a room. */
export const closingWords: Readonly<Record<Closing, string>> = {
  "left": "You left the room.",
  "ended": "This session is over.",
  "removed": "A moderator removed you from this session. You can join the next one.",
  "replaced": "You are in this room in another tab now. This one is no longer connected.",
  "signed-out": "You are no longer signed in on this device, or no longer in this grind.",
  "abuse": "This page sent far too much in a short time, so it was disconnected. Reload it to come back.",
  "gone": "You were away for longer than your place is kept. Join again.",
};
