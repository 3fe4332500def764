import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { Clock } from "../kit/clock.ts";
import { AppError } from "../kit/errors.ts";
import { type Ids, short } from "../kit/ids.ts";
import type { Log } from "../kit/log.ts";
import type { Replies } from "../ports/replies.ts";
import { api } from "./api.ts";
import type { Asked, Asker } from "./asked.ts";
import { tokenOf, writeToken } from "./cookie.ts";
import { failureOf } from "./failures.ts";
import { openApi } from "./openapi.ts";
import { callerAddress, checkOrigin, type Door, ourUrl } from "./origin.ts";
import type { Route } from "./route.ts";
import type { StaticPage } from "./static.ts";

export type WebOptions = {
  readonly door: Door;
  readonly routes: readonly Route[];
  /** Browser redirects that are no JSON, below /api/v1. */
  readonly redirects: (askedOf: (c: Context) => Asked) => Hono;
  /** What calendars read, below /calendar. */
  readonly calendars: (askedOf: (c: Context) => Asked) => Hono;
  /** What links play, below /media. */
  readonly media: (askedOf: (c: Context) => Asked) => Hono;
  readonly replies: Replies;
  /** `renewedUntil` is set when the cookie's end moved. */
  readonly who: (token: string) => Promise<(Asker & { renewedUntil: Date | null }) | null>;
  readonly page: StaticPage;
  /** Rejects with what is not ready. */
  readonly ready: () => Promise<void>;
  readonly version: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
};

/** Everything that answers HTTP: health, the API and the page. */
export function web(options: WebOptions): Hono {
  const { log } = options;
  const asks = new WeakMap<Context, Asked>();
  const askedOf = (c: Context): Asked => {
    const known = asks.get(c) ?? makeAsked(c, options);
    asks.set(c, known);
    return known;
  };
  const app = new Hono();
  app.get("/healthz", (c) => c.json({ ok: true }));
  app.get("/readyz", async (c) => {
    try {
      await options.ready();
      return c.json({ ok: true });
    } catch (error) {
      const { body } = failureOf(error);
      return c.json(body, 503);
    }
  });
  app.use("/api/*", served(options, askedOf));
  const document = openApi(options.routes, options.version);
  app.get("/api/v1/openapi.json", (c) => c.json(document));
  app.route("/api/v1", options.redirects(askedOf));
  app.route("/api/v1", api({ routes: options.routes, replies: options.replies, askedOf }));
  app.all("/api/*", () => {
    throw new AppError("not-found", "There is nothing here, or it is not yours to see.");
  });
  app.route("/calendar", options.calendars(askedOf));
  app.route("/media", options.media(askedOf));
  app.get("*", (c) => options.page.answer(c));
  app.notFound((c) => c.text("There is nothing here.", 404));
  app.onError((error, c) => {
    const { status, body, headers } = failureOf(error);
    if (status >= 500) {
      log.error("request failed", {
        request: asks.get(c)?.requestId ?? "",
        method: c.req.method,
        route: c.req.routePath,
        error,
      });
    }
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    return c.json(body, status);
  });
  return app;
}

/** Names the request, refuses foreign origins, and writes one line about what was served. */
function served({ door, clock, log }: WebOptions, askedOf: (c: Context) => Asked) {
  return async (c: Context, next: () => Promise<void>): Promise<void> => {
    const startedMs = clock.now();
    const header = (name: string) => c.req.header(name);
    const asked = askedOf(c);
    // On the socket's own answer: an answer of the framework that carries headers is copied several times.
    const { outgoing } = c.env as HttpBindings;
    outgoing.setHeader("x-request-id", asked.requestId);
    outgoing.setHeader("cache-control", "no-store");
    checkOrigin(ourUrl(door, header), c.req.method, header);
    await next();
    const { requestId: request } = asked;
    const [method, route, status] = [c.req.method, c.req.routePath, c.res.status];
    log.debug("request served", { request, method, route, status, ms: clock.now() - startedMs });
  };
}

/** Addresses of those who are connected: asking the system for one costs as much as looking up who asks. */
const peers = new WeakMap<object, string>();

function peerOf(c: Context): string {
  const { socket } = (c.env as HttpBindings).incoming;
  const address = peers.get(socket) ?? socket.remoteAddress ?? "";
  peers.set(socket, address);
  return address;
}

function makeAsked(c: Context, { door, who, log, ids }: WebOptions): Asked {
  const header = (name: string) => c.req.header(name);
  const url = ourUrl(door, header);
  const secure = url.startsWith("https:");
  const requestId = short(ids.next());
  const token = tokenOf(header("cookie"), secure);
  let asker: Promise<Asker | null> | undefined;
  const known = async (it: string): Promise<Asker | null> => {
    const found = await who(it);
    if (found?.renewedUntil) writeToken(c, secure, it, found.renewedUntil);
    return found;
  };
  return {
    requestId,
    ourUrl: url,
    get log() {
      return log.with({ request: requestId });
    },
    address: callerAddress(door, header, peerOf(c)),
    userAgent: (header("user-agent") ?? "").slice(0, 300),
    get params() {
      return c.req.param() as Record<string, string>;
    },
    token,
    bearer: /^Bearer (\S{1,200})$/.exec(header("authorization") ?? "")?.[1] ?? null,
    who: () => asker ??= token === null ? Promise.resolve(null) : known(token),
    keep: (fresh, expiresAt) => writeToken(c, secure, fresh, expiresAt),
    forget: () => writeToken(c, secure, null, new Date(0)),
  };
}
