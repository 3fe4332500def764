/** Who somebody is at an identity provider. */
export type Identity = { readonly issuer: string; readonly subject: string };

export interface Identities {
  /** The person behind an identity, or null. */
  personOf(identity: Identity): Promise<string | null>;
  /** Doing it twice is fine; an identity that belongs to somebody stays theirs. */
  link(identity: Identity & { readonly personId: string; readonly createdAt: Date }): Promise<void>;
}
