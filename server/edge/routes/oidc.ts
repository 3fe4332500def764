import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { Email, line, LinkToken } from "../../../proto/http/shared.ts";
import { limits } from "../../../proto/limits.ts";
import type { Accounts } from "../../accounts/accounts.ts";
import type { Problem } from "../../accounts/elsewhere.ts";
import type { Clock } from "../../kit/clock.ts";
import { AppError } from "../../kit/errors.ts";
import type { IdentityProvider, Vouched } from "../../ports/identity-provider.ts";
import type { Asked } from "../asked.ts";
import { makeSeal, type Seal } from "../sealed.ts";

type Options = {
  readonly accounts: Accounts;
  /** `secret` is the same on every node. null: nobody signs in elsewhere, and nothing is served. */
  readonly elsewhere: { readonly provider: IdentityProvider; readonly secret: string } | null;
  readonly clock: Clock;
};

/** What the page under /sign-in turns into a sentence. */
export type SignInProblem = Problem | "refused" | "expired" | "failed" | "too-many" | "unavailable";

/** How long somebody may take at the provider. */
const errandMs = 10 * 60_000;

const Errand = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  invite: z.string().optional(),
  until: z.number(),
});
type Errand = z.infer<typeof Errand>;

/** GET /account/oidc/start?return=/path sends a browser to the provider, /callback lets it in again. */
export function oidcRoutes({ accounts, elsewhere, clock }: Options): (askedOf: (c: Context) => Asked) => Hono {
  return (askedOf) => {
    const app = new Hono();
    if (!elsewhere) return app;
    const { provider } = elsewhere;
    const seal = makeSeal(elsewhere.secret, "grindstone sign-in errand");
    app.get("/account/oidc/start", async (c) => {
      const asked = askedOf(c);
      return await orProblem(c, asked, async () => {
        const { url, errand } = await provider.begin(callback(asked));
        const invite = LinkToken.safeParse(getCookie(c, "grindstone-invite")).data;
        const to = localPath(c.req.query("return") ?? "/", asked.ourUrl);
        keepErrand(c, asked, seal, { ...errand, to, invite, until: clock.now() + errandMs });
        return url.href;
      });
    });
    app.get("/account/oidc/callback", async (c) => {
      const asked = askedOf(c);
      return await orProblem(c, asked, async () => {
        const errand = takeErrand(c, asked, seal);
        if (!errand || errand.until < clock.now()) return problem("expired");
        const cameBack = new URL(`${callback(asked)}${new URL(c.req.url).search}`);
        const vouched = tidy(await provider.finish(cameBack, errand));
        const outcome = await accounts.comeIn({ vouched, invite: errand.invite }, asked);
        if (outcome.kind === "refused") return problem(outcome.problem);
        asked.keep(outcome.token, outcome.expiresAt);
        return errand.to;
      });
    });
    return app;
  };
}

/** A browser that was sent here must see a page, whatever happens. */
async function orProblem(c: Context, asked: Asked, work: () => Promise<string>): Promise<Response> {
  try {
    return c.redirect(await work());
  } catch (error) {
    const known = error instanceof AppError ? error.code : "internal";
    if (known === "internal" || known === "unavailable") asked.log.error("signing in elsewhere failed", { error });
    else asked.log.info("signing in elsewhere was refused", { code: known });
    return c.redirect(problem(codes[known] ?? "failed"));
  }
}

const codes: Readonly<Record<string, SignInProblem>> = {
  "forbidden": "refused",
  "too-many": "too-many",
  "unavailable": "unavailable",
};

function problem(code: SignInProblem): string {
  return `/sign-in?problem=${code}`;
}

function callback(asked: Asked): string {
  return `${asked.ourUrl}/api/v1/account/oidc/callback`;
}

/** A path of ours, whatever was asked for: a link to us must not lead to somebody else. */
export function localPath(path: string, ourUrl: string): string {
  const url = path.startsWith("/") && URL.canParse(path, ourUrl) ? new URL(path, ourUrl) : new URL(ourUrl);
  const local = `${url.pathname}${url.search}${url.hash}`;
  // "/.//elsewhere" is a path of ours until its dot is resolved, and another host after.
  return url.origin === new URL(ourUrl).origin && !local.startsWith("//") ? local : "/";
}

/** What a provider says is input like any other. */
function tidy(vouched: Vouched): Vouched & { name: string } {
  const email = Email.safeParse(vouched.email).data ?? null;
  const named = (text: string | null | undefined) =>
    line("The name").safeParse(text?.slice(0, limits.nameCharacters)).data;
  return { ...vouched, email, name: named(vouched.name) ?? named(email?.split("@")[0]) ?? "Somebody new" };
}

const cookieName = (secure: boolean): string => secure ? "__Host-grindstone-errand" : "grindstone-errand";

function keepErrand(c: Context, asked: Asked, seal: Seal, errand: Errand): void {
  writeCookie(c, asked, seal.close(JSON.stringify(errand)), errandMs / 1000);
}

/** The errand of this browser, which is good for one answer. */
function takeErrand(c: Context, asked: Asked, seal: Seal): Errand | null {
  const sealed = getCookie(c, cookieName(asked.ourUrl.startsWith("https:")));
  writeCookie(c, asked, "", 0);
  const text = sealed === undefined ? null : seal.open(sealed);
  return text === null ? null : Errand.parse(JSON.parse(text));
}

function writeCookie(c: Context, asked: Asked, value: string, maxAge: number): void {
  const secure = asked.ourUrl.startsWith("https:");
  setCookie(c, cookieName(secure), value, { httpOnly: true, sameSite: "Lax", secure, path: "/", maxAge });
}
