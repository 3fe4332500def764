import { makeAdministration } from "./administration.ts";
import { allowances } from "./allowances.ts";
import { signOut, type Who, who } from "./doorway.ts";
import { type CameIn, comeIn } from "./elsewhere.ts";
import type { From, Needs, SignedIn } from "./needs.ts";
import { makeOwnAccount } from "./own-account.ts";
import { makeRecovery } from "./recovery.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";

export type Accounts = ReturnType<typeof makeAccounts>;
export type AccountsOptions =
  & Omit<Needs, "allowances" | "onSignedOut">
  & Partial<Pick<Needs, "allowances" | "onSignedOut">>;

/** Who people are and how they come and go. */
export function makeAccounts(options: AccountsOptions) {
  const needs: Needs = { allowances, onSignedOut: () => {}, ...options };
  const { people, devices, proofs, clock, mailer } = needs;
  const recovery = makeRecovery(needs);
  return {
    ...recovery,
    ...makeOwnAccount(needs),
    ...makeAdministration(needs, recovery),
    signUp: (typed: Parameters<typeof signUp>[2], from: From): Promise<SignedIn> =>
      signUp(needs, recovery, typed, from),
    signIn: (typed: Parameters<typeof signIn>[1], from: From): Promise<SignedIn> => signIn(needs, typed, from),
    /** Signs in somebody whom an identity provider vouches for. */
    comeIn: (arrival: Parameters<typeof comeIn>[2], from: From): Promise<CameIn> =>
      comeIn(needs, recovery, arrival, from),
    signOut: (token: string): Promise<void> => signOut(needs, token),
    who: (token: string): Promise<Who | null> => who(needs, token),

    /** What a page must know before anybody signed in. */
    welcome: async (): Promise<{ signUp: Needs["signUp"]; empty: boolean; mail: boolean }> => ({
      signUp: needs.signUp,
      empty: !await people.any(),
      mail: mailer.configured,
    }),

    /** Forgets devices and links that expired. */
    async sweep(): Promise<{ devices: number; proofs: number }> {
      const at = new Date(clock.now());
      return { devices: await devices.sweep(at), proofs: await proofs.sweep(at) };
    },
  };
}
