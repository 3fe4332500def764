import { Buffer } from "node:buffer";
import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export type Claims = {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  [claim: string]: unknown;
};

type Lies = { iss?: string; aud?: string; nonce?: string };

/** An OpenID Connect provider on loopback: discovery, authorize, token with PKCE, userinfo, keys, signed id_tokens. */
export type OpenIdFake = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who is signed in there. `inToken: false` tells their address only at /userinfo. */
  be(claims: Claims, how?: { inToken?: boolean }): void;
  /** The person there says no. */
  deny(): void;
  /** What the next id_token says otherwise than it should. */
  lie(claims: Lies): void;
  /** From now on id_tokens are signed with a key that is not published. */
  forge(): void;
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
};

type Code = { redirectUri: string; challenge: string; nonce: string; claims: Claims };
type Work = (url: URL, request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export async function openIdFake({ port = 0 }: { port?: number } = {}): Promise<OpenIdFake> {
  const [good, bad] = [await generateKeyPair("RS256"), await generateKeyPair("RS256")];
  const clientId = "grindstone";
  const clientSecret = "a secret: with/odd+signs";
  const codes = new Map<string, Code>();
  const people = new Map<string, Claims>();
  const asked: string[] = [];
  let now: { claims: Claims; inToken: boolean } | null = null;
  let [lies, key]: [Lies, typeof good.privateKey] = [{}, good.privateKey];
  let issuer = "";

  const sign = ({ nonce, claims }: Code): Promise<string> =>
    new SignJWT({ ...claims, nonce, ...lies })
      .setProtectedHeader({ alg: "RS256", kid: "one" })
      .setIssuer(lies.iss ?? issuer).setAudience(lies.aud ?? clientId)
      .setIssuedAt().setExpirationTime("5m").sign(key);

  const works: Record<string, Work> = {
    "/.well-known/openid-configuration": (_, __, response) =>
      json(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
        token_endpoint_auth_methods_supported: ["client_secret_basic"],
        code_challenge_methods_supported: ["S256"],
      }),
    "/jwks": async (_, __, response) =>
      json(response, 200, { keys: [{ ...await exportJWK(good.publicKey), kid: "one", alg: "RS256", use: "sig" }] }),
    "/authorize": ({ searchParams }, _, response) => {
      const query = Object.fromEntries(searchParams);
      const back = new URL(query.redirect_uri ?? "");
      back.searchParams.set("state", query.state ?? "");
      if (query.client_id !== clientId || query.code_challenge_method !== "S256" || query.response_type !== "code") {
        return json(response, 400, { error: "invalid_request" });
      }
      if (!now) back.searchParams.set("error", "access_denied");
      else {
        const code = randomBytes(16).toString("hex");
        const claims = now.inToken ? now.claims : { sub: now.claims.sub };
        codes.set(code, {
          redirectUri: query.redirect_uri ?? "",
          challenge: query.code_challenge ?? "",
          nonce: query.nonce ?? "",
          claims,
        });
        people.set(now.claims.sub, now.claims);
        back.searchParams.set("code", code);
      }
      response.writeHead(302, { location: back.href }).end();
    },
    "/token": async (_, request, response) => {
      const form = new URLSearchParams(await text(request));
      const basic = Buffer.from(
        [clientId, clientSecret].map((it) => encodeURIComponent(it)).join(":").replace(/%20/g, "+"),
      );
      if (request.headers.authorization !== `Basic ${basic.toString("base64")}`) {
        return json(response, 401, { error: "invalid_client" });
      }
      const code = codes.get(form.get("code") ?? "");
      codes.delete(form.get("code") ?? "");
      const challenge = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
      if (!code || code.challenge !== challenge || code.redirectUri !== form.get("redirect_uri")) {
        return json(response, 400, { error: "invalid_grant" });
      }
      json(response, 200, {
        access_token: code.claims.sub,
        token_type: "Bearer",
        expires_in: 300,
        id_token: await sign(code),
      });
      lies = {};
    },
    "/userinfo": (_, request, response) => {
      const claims = people.get(request.headers.authorization?.replace(/^Bearer /, "") ?? "");
      json(response, claims ? 200 : 401, claims ?? { error: "invalid_token" });
    },
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    asked.push(url.pathname);
    const work = works[url.pathname];
    if (!work) return json(response, 404, { error: "not_found" });
    Promise.resolve(work(url, request, response)).catch((error: unknown) =>
      json(response, 500, { error: String(error) })
    );
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    clientId,
    clientSecret,
    be: (claims, { inToken = true } = {}) => void (now = { claims, inToken }),
    deny: () => void (now = null),
    lie: (claims) => void (lies = claims),
    forge: () => void (key = bad.privateKey),
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function text(request: IncomingMessage): Promise<string> {
  let all = "";
  for await (const chunk of request) all += String(chunk);
  return all;
}
