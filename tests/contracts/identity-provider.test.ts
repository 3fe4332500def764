import { openIdProvider } from "../../server/adapters/identity/oidc.ts";
import { openIdFake } from "../kit/openid.ts";
import { identityProviderContract } from "./identity-provider.ts";

identityProviderContract("OpenID Connect", async () => {
  const there = await openIdFake();
  const { issuer, clientId, clientSecret } = there;
  let now = there;
  return {
    provider: openIdProvider({ issuer, clientId, clientSecret }),
    there,
    restart: async () => now = await openIdFake({ port: Number(new URL(issuer).port) }),
    close: async () => {
      await now.close();
    },
  };
});
