/** One browser that is signed in. */
export type Device = {
  readonly id: string;
  readonly personId: string;
  /** "Firefox on Linux". */
  readonly label: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
};

/** Who holds a token that is good now. */
export type Holder = {
  readonly deviceId: string;
  readonly personId: string;
  readonly name: string;
  readonly admin: boolean;
  readonly lastSeenAt: Date;
};

/** Browsers that are signed in. Tokens are known by their hash alone, and what is revoked is refused from then on. */
export interface Devices {
  add(device: Device & { readonly tokenHash: Uint8Array<ArrayBuffer> }): Promise<void>;
  /** One round trip. null: unknown, revoked, expired, or its person is blocked. */
  holder(tokenHash: Uint8Array<ArrayBuffer>, at: Date): Promise<Holder | null>;
  /** Moves the end of a device that was just used. */
  touch(id: string, seen: { lastSeenAt: Date; expiresAt: Date }): Promise<void>;
  /** Those that are good at `at`, last seen first. */
  list(personId: string, at: Date): Promise<Device[]>;
  /** false: this person has no such device. */
  revoke(personId: string, id: string): Promise<boolean>;
  /** Every device of a person, or every one but `except`; returns which. */
  revokeAll(personId: string, except?: string): Promise<string[]>;
  /** Those of these that are still there. */
  known(ids: readonly string[]): Promise<string[]>;
  /** Forgets what expired before `at`; returns how many. */
  sweep(at: Date): Promise<number>;
}
