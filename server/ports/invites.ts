import type { Arrival } from "../domain/invite.ts";

export type InviteRow = {
  readonly id: string;
  readonly grindId: string;
  readonly kind: "link" | "email";
  readonly email: string | null;
  /** The name of who made it; null when their account is gone. */
  readonly madeBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly maxUses: number;
  readonly uses: number;
  readonly revokedAt: Date | null;
};
export type NewInvite = {
  readonly id: string;
  readonly grindId: string;
  readonly kind: "link" | "email";
  readonly tokenHash: Uint8Array<ArrayBuffer>;
  readonly email: string | null;
  readonly madeById: string;
  readonly at: Date;
  readonly expiresAt: Date;
  readonly maxUses: number;
};

/** Ways into a grind. Tokens are known here by their hash alone. */
export interface InviteStore {
  /** Throws AppError "conflict" when the grind has as many open invites as it can have, "not-found" when it is gone. */
  make(invite: NewInvite): Promise<InviteRow>;
  /** Newest first: every open one, and the latest closed ones up to a bound. */
  list(grindId: string, at: Date): Promise<InviteRow[]>;
  /** false when the grind has no such invite. Revoking twice is fine. */
  revoke(grindId: string, inviteId: string, at: Date): Promise<boolean>;
  look(tokenHash: Uint8Array<ArrayBuffer>): Promise<(InviteRow & { grindName: string; members: number }) | null>;
  /** Whether somebody proved that their own address is theirs. */
  proven(personId: string): Promise<boolean>;
  /** The account of an address, unless it is in the grind. */
  outsider(grindId: string, email: string): Promise<{ personId: string; emailVerified: boolean } | null>;
  /**
   * Makes a member of whom `decide` lets in and takes one use, both or neither: never more uses than the invite has,
   * however many come at once. null: there is no such invite. When `decide` throws, nothing happens.
   */
  accept(
    at: { tokenHash: Uint8Array<ArrayBuffer>; personId: string; at: Date },
    decide: (arrival: Arrival) => boolean,
  ): Promise<{ grindId: string; grindName: string; joined: boolean } | null>;
}
