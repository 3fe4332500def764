import { Hono } from "hono";
import { expect, it } from "vitest";
import { api } from "../../../server/edge/api.ts";
import type { Asked, Asker } from "../../../server/edge/asked.ts";
import { failureOf } from "../../../server/edge/failures.ts";
import { anyone, signedIn } from "../../../server/edge/permission.ts";
import { type Route, route } from "../../../server/edge/route.ts";
import { silentLog } from "../../../server/kit/log.ts";
import type { Replies } from "../../../server/ports/replies.ts";
import { AppError } from "../../../server/kit/errors.ts";

const noor: Asker = { personId: "p1", deviceId: "d1", name: "Noor", admin: false };
const grind = {
  id: "01987654-3210-7abc-8def-0123456789ab",
  name: "Loop",
  role: "owner" as const,
  members: 1,
  tasks: 0,
  createdAt: "2026-11-21T08:00:00.000Z",
  version: 1,
};

/** Replies in a map: what the port promises, for one process. */
function memoryReplies(): Replies {
  const claims = new Map<string, { request: string; reply?: { status: number; body: unknown } }>();
  return {
    claim: ({ key, request }) => {
      const print = Buffer.from(request).toString("hex");
      const earlier = claims.get(key);
      if (earlier && earlier.request !== print) {
        return Promise.reject(new AppError("bad-request", "This key was used for another request."));
      }
      if (earlier) {
        return earlier.reply
          ? Promise.resolve(earlier.reply)
          : Promise.reject(new AppError("conflict", "It is still running."));
      }
      claims.set(key, { request: print });
      return Promise.resolve("go");
    },
    settle: ({ key }, reply) =>
      Promise.resolve(void claims.set(key, { request: claims.get(key)?.request ?? "", reply })),
    release: ({ key }) => Promise.resolve(void claims.delete(key)),
  };
}

function serve(routes: Route[], who: Asker | null = noor, replies = memoryReplies()) {
  const asked = (params: Record<string, string>): Asked => ({
    requestId: "r1",
    log: silentLog,
    address: "127.0.0.1",
    userAgent: "",
    ourUrl: "http://localhost",
    params,
    token: null,
    bearer: null,
    who: () => Promise.resolve(who),
    keep: () => {},
    forget: () => {},
  });
  const app = new Hono().route(
    "/",
    api({ routes, replies, askedOf: (c) => asked(c.req.param() as Record<string, string>) }),
  );
  app.onError((error, c) => {
    const { status, body } = failureOf(error);
    return c.json(body, status);
  });
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const sent = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
    const answer = await app.request(path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: sent as string }),
    });
    return { status: answer.status, body: answer.status === 204 ? undefined : await answer.json() };
  };
}

const create = (made: string[] = []) =>
  route(signedIn, "POST /grinds", ({ body }) => {
    made.push(body.name);
    return Promise.resolve({ ...grind, name: body.name });
  });

it("asks for permission before it looks at what was sent", async () => {
  const ask = serve([create()], null);
  expect((await ask("POST", "/grinds", "not json")).status).toBe(401);
});

it("hands the work only what passed the contract, tidied", async () => {
  const made: string[] = [];
  const { status, body } = await serve([create(made)])("POST", "/grinds", { name: "  Thursday\n  Loop ", extra: 1 });
  expect([status, body.name, made]).toEqual([201, "Thursday Loop", ["Thursday Loop"]]);
});

it("says in one sentence which field is wrong", async () => {
  const { status, body } = await serve([create()])("POST", "/grinds", { name: "" });
  expect([status, body]).toEqual([400, {
    error: { code: "bad-request", message: "The name is empty.", field: "name" },
  }]);
});

it("lets nothing out that the contract does not name", async () => {
  const leaky = route(anyone, "GET /grinds/:id", () => Promise.resolve({ ...grind, passwordHash: "secret" }));
  expect((await serve([leaky])("GET", `/grinds/${grind.id}`)).body).toEqual(grind);
});

it.each([
  ["text that is no JSON", "{", {}],
  ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x22]), {}],
  ["a form", "name=x", { "content-type": "application/x-www-form-urlencoded" }],
  ["nothing", "", {}],
])("refuses %s", async (_, body, headers) => {
  const answer = await serve([create()])("POST", "/grinds", body, headers);
  expect([answer.status, answer.body.error.code]).toEqual([400, "bad-request"]);
});

it("stops reading a body that is too large, whatever length it claims", async () => {
  const ask = serve([create()]);
  const large = JSON.stringify({ name: "x".repeat(300_000) });
  expect((await ask("POST", "/grinds", large)).status).toBe(413);
  expect((await ask("POST", "/grinds", large, { "content-length": "10" })).status).toBe(413);
});

it("creates once when the same request comes twice, and answers both alike", async () => {
  const made: string[] = [];
  const ask = serve([create(made)]);
  const key = { "idempotency-key": "attempt-0001" };
  const [first, second] = [
    await ask("POST", "/grinds", { name: "Loop" }, key),
    await ask("POST", "/grinds", { name: "Loop" }, key),
  ];
  expect([first, made.length]).toEqual([second, 1]);
  expect((await ask("POST", "/grinds", { name: "Other" }, key)).status).toBe(400);
});

it("lets a request that failed be sent again under its key", async () => {
  let tries = 0;
  const flaky = route(signedIn, "POST /grinds", ({ body }) => {
    if (++tries === 1) throw new AppError("unavailable", "The database does not answer.");
    return Promise.resolve({ ...grind, name: body.name });
  });
  const ask = serve([flaky]);
  const key = { "idempotency-key": "attempt-0001" };
  expect((await ask("POST", "/grinds", { name: "Loop" }, key)).status).toBe(503);
  expect((await ask("POST", "/grinds", { name: "Loop" }, key)).status).toBe(201);
});

it("does not do its work again when only its answer could not be kept", async () => {
  const made: string[] = [];
  const replies = {
    ...memoryReplies(),
    settle: () => Promise.reject(new AppError("unavailable", "The database does not answer.")),
  };
  const ask = serve([create(made)], noor, replies);
  const key = { "idempotency-key": "attempt-0001" };
  expect((await ask("POST", "/grinds", { name: "Loop" }, key)).status).toBe(201);
  expect((await ask("POST", "/grinds", { name: "Loop" }, key)).status).toBe(409);
  expect(made).toHaveLength(1);
});

it("says nothing about a failure that nobody expected", async () => {
  const broken = route(anyone, "GET /grinds", () => Promise.reject(new Error("relation people does not exist")));
  const { status, body } = await serve([broken])("GET", "/grinds");
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain("people");
});
