/** A link that proves who opens it: it works once, until it expires, for the address it was made for. */
export type Proof = {
  readonly tokenHash: Uint8Array<ArrayBuffer>;
  readonly kind: "reset_password" | "verify_email";
  readonly personId: string;
  readonly email: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

export interface Proofs {
  add(proof: Proof): Promise<void>;
  /** Whether the link would work at `at`; uses nothing up. */
  good(kind: Proof["kind"], tokenHash: Uint8Array<ArrayBuffer>, at: Date): Promise<boolean>;
  /**
   * Uses a reset link up, sets the password, revokes every device and every other reset link of the person, all or
   * nothing; null: no such link. Of two at once, one is done.
   */
  resetPassword(
    tokenHash: Uint8Array<ArrayBuffer>,
    change: { passwordHash: string; at: Date },
  ): Promise<{ personId: string; devices: string[] } | null>;
  /** Uses a link up and marks its address as proven, all or nothing; null: no such link. */
  verifyEmail(tokenHash: Uint8Array<ArrayBuffer>, at: Date): Promise<{ personId: string } | null>;
  /** Forgets what expired before `at`; returns how many. */
  sweep(at: Date): Promise<number>;
}
