import * as client from "openid-client";
import { AppError } from "../../kit/errors.ts";
import type { Errand, IdentityProvider, Vouched } from "../../ports/identity-provider.ts";

type Setting = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };

/** How long the provider may keep a person waiting. Higher forgives slow ones, lower tells sooner that it is down. */
const patienceSeconds = 5;

/** An OpenID Connect provider, first asked when first needed: one that is down when we start does no harm. */
export function openIdProvider(setting: Setting): IdentityProvider {
  let discovered: Promise<client.Configuration> | undefined;
  const provider = (): Promise<client.Configuration> => {
    discovered ??= discover(setting).catch((cause: unknown) => {
      discovered = undefined;
      throw down(cause);
    });
    return discovered;
  };
  return {
    async begin(returnUrl) {
      const config = await provider();
      const errand = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: returnUrl,
        scope: "openid email profile",
        state: errand.state,
        nonce: errand.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(errand.verifier),
        code_challenge_method: "S256",
      });
      return { url, errand };
    },
    finish: async (cameBack, errand) => await read(await provider(), cameBack, errand).catch(refuse),
  };
}

function discover({ issuer, clientId, clientSecret }: Setting): Promise<client.Configuration> {
  const [byBody, byHeader] = [client.ClientSecretPost(clientSecret), client.ClientSecretBasic(clientSecret)];
  const authenticate: client.ClientAuth = (server, ...rest) =>
    (server.token_endpoint_auth_methods_supported?.includes("client_secret_post") ? byBody : byHeader)(server, ...rest);
  const url = new URL(issuer);
  return client.discovery(url, clientId, undefined, authenticate, {
    timeout: patienceSeconds,
    execute: [
      // Over plain http, which an operator may choose inside their own network, only the signature speaks for a token.
      client.enableNonRepudiationChecks,
      ...(url.protocol === "http:" ? [client.allowInsecureRequests] : []),
    ],
  });
}

async function read(config: client.Configuration, cameBack: URL, errand: Errand): Promise<Vouched> {
  const tokens = await client.authorizationCodeGrant(config, cameBack, {
    expectedState: errand.state,
    expectedNonce: errand.nonce,
    pkceCodeVerifier: errand.verifier,
    idTokenExpected: true,
  });
  const token = tokens.claims();
  if (!token) throw new Error("the provider sent no id_token");
  // Some providers keep the address out of the token and tell it only when asked.
  const more = token.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined
    ? await client.fetchUserInfo(config, tokens.access_token, token.sub)
    : {};
  const claims: Record<string, unknown> = { ...more, ...token };
  return {
    issuer: token.iss,
    subject: token.sub,
    email: words(claims.email),
    emailVerified: claims.email_verified === true || claims.email_verified === "true",
    name: words(claims.name) ?? words(claims.preferred_username),
  };
}

function words(claim: unknown): string | null {
  return typeof claim === "string" && claim !== "" ? claim : null;
}

function refuse(error: unknown): never {
  if (error instanceof client.AuthorizationResponseError) {
    throw new AppError("forbidden", "The provider did not confirm who you are. Nothing was changed.", { cause: error });
  }
  if (isDown(error)) throw down(error instanceof client.ClientError ? error.cause : error);
  throw new AppError("bad-request", "This answer of the provider proves nothing. Sign in again.", { cause: error });
}

function isDown(error: unknown): boolean {
  // Without a code it is none of the library's own refusals: our own fence, say, forbids a second host of the provider.
  if (error instanceof client.ClientError) return error.code === undefined || error.code === "OAUTH_TIMEOUT";
  if (error instanceof client.ResponseBodyError) return error.status >= 500;
  // A connection that failed is a TypeError of fetch; the library's own carry a code.
  return error instanceof TypeError && !("code" in error);
}

function down(cause: unknown): AppError {
  return new AppError("unavailable", "The provider you sign in with cannot be reached. Try again in a moment.", {
    cause,
  });
}
