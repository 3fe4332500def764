/** What must come back with the browser; kept where only this browser can hand it in. */
export type Errand = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** What a provider vouches for. */
export type Vouched = {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
};

/** Somebody else who knows our people. */
export interface IdentityProvider {
  /** Where to send a browser; it comes back to `returnUrl`. Throws AppError "unavailable" when the provider is down. */
  begin(returnUrl: string): Promise<{ url: URL; errand: Errand }>;
  /**
   * Reads what the browser brought back. Throws AppError "forbidden" when the provider or the person said no,
   * "bad-request" when the answer does not belong to `errand` or proves nothing, "unavailable" when it is down.
   */
  finish(cameBack: URL, errand: Errand): Promise<Vouched>;
}
