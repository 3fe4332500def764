import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Errand, IdentityProvider } from "../../server/ports/identity-provider.ts";
import type { OpenIdFake } from "../kit/openid.ts";

export type ProviderHouse = {
  readonly provider: IdentityProvider;
  readonly there: OpenIdFake;
  /** The provider that went down comes up again. */
  restart(): Promise<OpenIdFake>;
  close(): Promise<void>;
};

const returnUrl = "https://grind.example/api/v1/account/oidc/callback";
const nova = { sub: "1", email: "nova@example.com", email_verified: true, name: "Nova" };

/** What every IdentityProvider adapter owes its callers. */
export function identityProviderContract(name: string, open: () => Promise<ProviderHouse>): void {
  describe(`${name} as IdentityProvider`, () => {
    let house: ProviderHouse;
    beforeEach(async () => void (house = await open()));
    afterEach(() => house.close());

    /** Sends a browser there and returns what it brings back. */
    const go = async (): Promise<{ cameBack: URL; errand: Errand }> => {
      const { url, errand } = await house.provider.begin(returnUrl);
      const answer = await fetch(url, { redirect: "manual" });
      await answer.body?.cancel();
      return { cameBack: new URL(answer.headers.get("location") ?? ""), errand };
    };
    const refusal = async ({ cameBack, errand }: { cameBack: URL; errand: Errand }): Promise<unknown> =>
      await house.provider.finish(cameBack, errand).then(() => "let in", (error: unknown) => error);

    it("says who came back", async () => {
      house.there.be(nova);
      const { cameBack, errand } = await go();
      expect(await house.provider.finish(cameBack, errand)).toEqual({
        issuer: house.there.issuer,
        subject: "1",
        email: "nova@example.com",
        emailVerified: true,
        name: "Nova",
      });
    });

    it("asks again where the token keeps the address back", async () => {
      house.there.be(nova, { inToken: false });
      const { cameBack, errand } = await go();
      expect(await house.provider.finish(cameBack, errand)).toMatchObject({
        email: "nova@example.com",
        emailVerified: true,
      });
    });

    it("takes an address for verified only where the provider says so", async () => {
      for (const email_verified of [false, undefined, "false", 1]) {
        house.there.be({ sub: "1", email: "nova@example.com", email_verified: email_verified as boolean });
        const { cameBack, errand } = await go();
        expect(await house.provider.finish(cameBack, errand)).toMatchObject({ emailVerified: false, name: null });
      }
    });

    it("sends nothing guessable or secret with the browser, and never the same twice", async () => {
      const [a, b] = [await house.provider.begin(returnUrl), await house.provider.begin(returnUrl)];
      expect(a.url.searchParams.get("code_challenge_method")).toBe("S256");
      expect(a.url.href).not.toContain(a.errand.verifier);
      for (const part of ["state", "nonce", "verifier"] as const) {
        expect(a.errand[part]).not.toBe(b.errand[part]);
        expect(a.errand[part].length).toBeGreaterThanOrEqual(43);
      }
    });

    it("refuses an answer that was used already", async () => {
      house.there.be(nova);
      const went = await go();
      await house.provider.finish(went.cameBack, went.errand);
      expect(await refusal(went)).toMatchObject({ code: "bad-request" });
    });

    it("refuses an answer to somebody else's errand, whatever part of it", async () => {
      house.there.be(nova);
      for (const part of ["state", "nonce", "verifier"] as const) {
        const other = await house.provider.begin(returnUrl);
        const { cameBack, errand } = await go();
        expect(await refusal({ cameBack, errand: { ...errand, [part]: other.errand[part] } }))
          .toMatchObject({ code: "bad-request" });
      }
    });

    it.each([
      ["made for another client", { aud: "somebody else" }],
      ["made by another issuer", { iss: "https://evil.example" }],
      ["with another nonce", { nonce: "replayed" }],
    ])("refuses a token %s", async (_, lies) => {
      house.there.be(nova);
      house.there.lie(lies);
      expect(await refusal(await go())).toMatchObject({ code: "bad-request" });
    });

    it("refuses a token that somebody else signed", async () => {
      house.there.be(nova);
      house.there.forge();
      expect(await refusal(await go())).toMatchObject({ code: "bad-request" });
    });

    it("tells when the person there said no", async () => {
      house.there.deny();
      expect(await refusal(await go())).toMatchObject({ code: "forbidden" });
    });

    it("says so when the provider is down, repeats no secret, and recovers with it", async () => {
      await house.there.close();
      const error = await house.provider.begin(returnUrl).catch((it: unknown) => it);
      expect(error).toMatchObject({ code: "unavailable", retryable: true });
      expect(JSON.stringify(error) + String(error)).not.toContain(house.there.clientSecret);
      (await house.restart()).be(nova);
      const { cameBack, errand } = await go();
      expect(await house.provider.finish(cameBack, errand)).toMatchObject({ subject: "1" });
    });

    it("says so when the provider goes down while the person is there", async () => {
      house.there.be(nova);
      const went = await go();
      await house.there.close();
      expect(await refusal(went)).toMatchObject({ code: "unavailable" });
    });
  });
}
