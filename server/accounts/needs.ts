import type { Clock } from "../kit/clock.ts";
import type { Ids } from "../kit/ids.ts";
import type { Log } from "../kit/log.ts";
import type { Audit } from "../ports/audit.ts";
import type { Devices } from "../ports/devices.ts";
import type { Identities } from "../ports/identities.ts";
import type { Limiter } from "../ports/limiter.ts";
import type { Mailer } from "../ports/mailer.ts";
import type { Passwords } from "../ports/passwords.ts";
import type { People, Person } from "../ports/people.ts";
import type { Proofs } from "../ports/proofs.ts";
import type { Allowances } from "./allowances.ts";

/** What accounts are built on. */
export type Needs = {
  readonly people: People;
  readonly devices: Devices;
  readonly proofs: Proofs;
  readonly identities: Identities;
  readonly passwords: Passwords;
  readonly limiter: Limiter;
  readonly mailer: Mailer;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly signUp: "open" | "invite" | "closed";
  /** The demo account may be used. */
  readonly demo: boolean;
  readonly allowances: Allowances;
  /** What a link that invites into a grind allows now; null: nothing. */
  readonly lookInvite: (token: string) => Promise<{ email: string | null } | null>;
  /** Joins the grind of an invite, which takes one of its uses; rejects when none is left. */
  readonly useInvite: (by: { personId: string; name: string }, token: string) => Promise<unknown>;
  /**
   * The last thing before an account is deleted: takes its person out of every grind. Throws AppError "conflict", and
   * changes nothing, where others need them; `forced`, for an admin's deletion, finds another way.
   */
  readonly beforeLeaving: (personId: string, how: { forced: boolean }) => Promise<void>;
  /** Told after devices were signed out, so that what they hold open can be closed. */
  readonly onSignedOut: (deviceIds: readonly string[]) => void;
};

/** Where a request comes from. */
export type From = {
  readonly address: string;
  readonly userAgent: string;
  /** Under which URL people reach us, for links. */
  readonly ourUrl: string;
  /** The token that this browser holds already. */
  readonly token: string | null;
};

/** A browser that is signed in from now on. */
export type SignedIn = { readonly person: Person; readonly token: string; readonly expiresAt: Date };
