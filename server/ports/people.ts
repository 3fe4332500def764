import type { Page, Paged } from "../kit/cursor.ts";

/** An account. */
export type Person = {
  readonly id: string;
  /** Lower case; names one account. */
  readonly email: string;
  readonly emailVerifiedAt: Date | null;
  readonly name: string;
  /** null: signs in through the identity provider only. */
  readonly passwordHash: string | null;
  readonly admin: boolean;
  readonly blockedAt: Date | null;
  readonly createdAt: Date;
  readonly version: number;
};

/**
 * The account that a laptop is offered to look around with: its password is published, so it is never an admin and does
 * not count as somebody. No mail can be received there.
 */
export const demoEmail = "demo@grindstone.local";

export type NewPerson =
  & Pick<Person, "id" | "email" | "emailVerifiedAt" | "name" | "passwordHash" | "createdAt">
  & {
    /** Who they are at an identity provider, kept together with the account or not at all. */
    readonly identity?: { readonly issuer: string; readonly subject: string };
  };

/** A person as an admin sees them. */
export type PersonRow = Person & {
  readonly lastSeenAt: Date | null;
  readonly grinds: number;
  readonly interviews: number;
};

export interface People {
  /**
   * The very first person becomes admin, even when several come at once. With `onlyFirst`, anybody after the first
   * is null. Throws AppError "conflict" when the address has an account.
   */
  add(person: NewPerson, options?: { onlyFirst?: boolean }): Promise<Person | null>;
  byId(id: string): Promise<Person | null>;
  byEmail(email: string): Promise<Person | null>;
  /** Whether anybody but the demo account is here. */
  any(): Promise<boolean>;
  /** null: somebody was faster, and `version` is no longer the newest. */
  rename(id: string, change: { name: string; version: number }): Promise<Person | null>;
  /** With `ifStill`, changes nothing when another hash was set meanwhile; without, links to set one end too. */
  setPasswordHash(id: string, hash: string, options?: { ifStill?: string }): Promise<void>;
  /**
   * Hands an account to somebody who proved its address while nobody had before: earlier password, identities,
   * devices and links are gone. Returns the devices that were signed out.
   */
  reclaim(id: string, at: Date): Promise<string[]>;
  /** Throws AppError "conflict" when no admin would be left who is not blocked; null: no such person. */
  change(id: string, change: { blockedAt?: Date | null; admin?: boolean }): Promise<Person | null>;
  /** Everything of theirs goes too. Throws AppError "conflict" for the last admin while other people are here. */
  delete(id: string): Promise<boolean>;
  /** Throws as `delete` would now, and deletes nothing. */
  mayDelete(id: string): Promise<void>;
  /** Newest first; `q` is looked for in names and addresses. */
  list(ask: Page & { q?: string; id?: string }): Promise<Paged<PersonRow>>;
  /** How much there is; exact while small, the database's own estimate beyond. */
  counts(): Promise<{ people: number; grinds: number; interviews: number }>;
}
