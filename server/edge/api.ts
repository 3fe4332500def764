import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import { limits } from "../../proto/limits.ts";
import { AppError } from "../kit/errors.ts";
import type { Replies } from "../ports/replies.ts";
import type { Asked } from "./asked.ts";
import { badInput } from "./failures.ts";
import { isForm, readForm } from "./form.ts";
import type { Route } from "./route.ts";
import { sieve } from "./sieve.ts";

type Options = { routes: readonly Route[]; replies: Replies; askedOf: (c: Context) => Asked };

/** Serves routes below /api/v1: permission, then schema, then work. */
export function api({ routes, replies, askedOf }: Options): Hono {
  const app = new Hono();
  for (const route of routes) {
    const { answer } = route.contract;
    // What the contract does not name never leaves: a row with one column too many is trimmed here.
    const shown = answer ? sieve(answer) : () => undefined;
    app.on(route.method, route.path, async (c) => {
      const asked = askedOf(c);
      const granted = await route.may.check(asked);
      const given = await inputs(route, c);
      const attempt = {
        route,
        shown,
        asked,
        replies,
        key: c.req.header("idempotency-key"),
        request: { path: c.req.path, body: given.body },
      };
      const reply = await once(attempt, () => route.work({ ...given, granted, asked } as never));
      return reply.body === undefined ? c.body(null, 204) : c.json(reply.body as object, reply.status as 200);
    });
  }
  return app;
}

async function inputs(route: Route, c: Context): Promise<{ params: unknown; query: unknown; body: unknown }> {
  const { params, query } = route.contract;
  return {
    params: params && check(params, c.req.param()),
    query: query && check(query, c.req.query()),
    body: await bodyOf(route.contract, c),
  };
}

async function bodyOf({ body, bytes, form }: Route["contract"], c: Context): Promise<unknown> {
  if (bytes !== undefined) return await boundedBody(c, bytes);
  const contentType = c.req.header("content-type") ?? "";
  if (!form || !isForm(contentType)) return body && check(body, await json(c));
  const length = Number(c.req.header("content-length"));
  const { fields, file } = await readForm({ contentType, length }, c.req.raw.body ?? nothing(), form.bytes);
  return { ...check(form.fields, fields) as object, file };
}

async function* nothing(): AsyncGenerator<never> {}

function check(schema: NonNullable<Route["contract"]["body"]>, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (!result.success) throw badInput(result.error);
  return result.data;
}

async function json(c: Context): Promise<unknown> {
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
    throw new AppError("bad-request", "Send this as JSON, with content-type application/json.");
  }
  const bytes = await boundedBody(c, limits.jsonBytes);
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (cause) {
    throw new AppError("bad-request", "This is not valid JSON.", { cause });
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads a body and stops at `max` bytes, whatever its headers promise. */
async function boundedBody(c: Context, max: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new AppError("too-large", `This is larger than ${Math.floor(max / 1000)} kB. Nothing was changed.`);
  const length = c.req.header("content-length");
  if (Number(length ?? 0) > max) throw tooLarge();
  try {
    // No body is longer than its content-length, so such a one is read at once, which costs far less than a stream.
    const whole = length !== undefined && c.req.header("transfer-encoding") === undefined;
    const bytes = whole ? new Uint8Array(await c.req.raw.arrayBuffer()) : await streamed(c.req.raw.body, max);
    if (bytes === null || bytes.length > max) throw tooLarge();
    return bytes;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("bad-request", "This was cut off on its way. Nothing was changed; send it again.", { cause });
  }
}

/** null: it is longer than `max`, and was read no further. */
async function streamed(body: Request["body"], max: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > max) return null;
    chunks.push(chunk);
  }
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

type Attempt = {
  route: Route;
  shown: (result: unknown) => unknown;
  asked: Asked;
  replies: Replies;
  key: string | undefined;
  request: { path: string; body: unknown };
};
type Reply = { status: number; body: unknown };

/** Does the work; a creating request that carries an Idempotency-Key does it at most once. */
async function once(
  { route, shown, asked, replies, key, request }: Attempt,
  work: () => Promise<unknown>,
): Promise<Reply> {
  const { status } = route.contract;
  const run = async (): Promise<Reply> => ({ status, body: shown(await work()) });
  const me = status === 201 && key !== undefined ? await asked.who() : null;
  if (!me || key === undefined) return run();
  if (!/^[\x21-\x7e]{8,100}$/.test(key)) {
    throw new AppError("bad-request", "An Idempotency-Key has 8 to 100 visible characters.");
  }
  const at = { personId: me.personId, key };
  const earlier = await replies.claim({ ...at, request: fingerprint(route, request) });
  if (earlier !== "go") return earlier;
  const reply = await run().catch(async (error: unknown) => {
    await replies.release(at);
    throw error;
  });
  // The work is done and is answered. Were the claim given back now, the same request would do it again.
  await replies.settle(at, reply).catch((error: unknown) => asked.log.error("a reply could not be kept", { error }));
  return reply;
}

function fingerprint(route: Route, request: Attempt["request"]): Uint8Array {
  return createHash("sha256").update(`${route.method} ${request.path}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
}
