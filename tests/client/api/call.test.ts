import { describe, expect, it, vi } from "vitest";
import { makeCall } from "../../../client/api/call.ts";
import { Refusal } from "../../../client/kit/refusal.ts";
import { fakeServer, ok, refusal } from "../fake-server.ts";
import { grind, me } from "../page.tsx";

const id = grind.id;

function open(answers: Parameters<typeof fakeServer>[0]) {
  const server = fakeServer(answers);
  const onSignedOut = vi.fn();
  return { server, onSignedOut, call: makeCall({ fetch: server.fetch, onSignedOut }) };
}

async function refused(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof Refusal)) throw new Error("It was not refused.");
  return error;
}

describe("call", () => {
  it("fills the address, leaves empty filters out and sends the body as JSON", async () => {
    const { call, server } = open({
      "GET /grinds/:id/tasks": ok("GET /grinds/:id/tasks", { rows: [], next: null }),
      "PATCH /grinds/:id": ok("PATCH /grinds/:id", grind),
    });
    await call("GET /grinds/:id/tasks", { params: { id }, query: { q: "a b", kind: undefined, cursor: "" } });
    await call("PATCH /grinds/:id", { params: { id }, body: { name: "New", version: 4 } });
    expect(server.calls[0]?.url.href).toBe(`http://grindstone.test/api/v1/grinds/${id}/tasks?q=a+b`);
    expect(server.calls[1]?.body).toEqual({ name: "New", version: 4 });
    expect(server.calls[1]?.headers.get("content-type")).toBe("application/json");
  });

  it("does not let a parameter become another path", async () => {
    const { call, server } = open({});
    await refused(call("GET /invites/:token", { params: { token: "../me?x=1" } }));
    expect(server.calls[0]?.url.pathname).toBe("/api/v1/invites/..%2Fme%3Fx%3D1");
  });

  it("hands a refusal over with its code, sentence, field and request", async () => {
    const { call } = open({ "POST /grinds": refusal(400, "bad-request", "The name is empty.", "name") });
    const error = await refused(call("POST /grinds", { body: { name: "" } }));
    expect(error).toMatchObject({
      code: "bad-request",
      message: "The name is empty.",
      field: "name",
      status: 400,
      requestId: "r-1",
    });
    expect(error.uncertain).toBe(false);
  });

  it("calls a silent server offline, and says that the request may have been done", async () => {
    const { call } = open({ "POST /grinds": "offline" });
    const error = await refused(call("POST /grinds", { body: { name: "x" } }));
    expect(error).toMatchObject({ code: "offline", status: 0, uncertain: true });
  });

  it("does not show the page of a proxy to anybody", async () => {
    const { call } = open({ "GET /me": { status: 502, body: "<html>nginx</html>" } });
    const error = await refused(call("GET /me"));
    expect(error.code).toBe("unavailable");
    expect(error.message).not.toContain("nginx");
  });

  it("takes an answer that was cut off for no answer", async () => {
    const { call } = open({ "GET /me": { status: 200, body: '{"id": "01' } });
    expect((await refused(call("GET /me"))).code).toBe("offline");
  });

  it("tells once that nobody is signed in any more", async () => {
    const { call, onSignedOut } = open({ "GET /grinds": refusal(401, "unauthenticated", "Sign in first.") });
    await refused(call("GET /grinds"));
    expect(onSignedOut).toHaveBeenCalledTimes(1);
  });

  it("does not take a wrong password for the end of a session", async () => {
    const { call, onSignedOut } = open({ "POST /me/password": refusal(401, "unauthenticated", "Wrong.", "current") });
    await refused(call("POST /me/password", { body: { current: "a", next: "b" } }));
    expect(onSignedOut).not.toHaveBeenCalled();
  });

  it("sends the attempt as the idempotency key", async () => {
    const { call, server } = open({ "POST /grinds": ok("POST /grinds", grind, 201) });
    await call("POST /grinds", { body: { name: "x" }, attempt: "key-1" });
    expect(server.calls[0]?.headers.get("idempotency-key")).toBe("key-1");
  });

  it("ends an aborted request with the browser's own error, not with a refusal", async () => {
    const { call } = open({ "GET /me": "never" });
    const stop = new AbortController();
    const asked = call("GET /me", { signal: stop.signal });
    stop.abort();
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  });

  it("resolves to nothing where the answer has no body", async () => {
    const { call } = open({ "POST /account/sign-out": { status: 204 }, "GET /me": ok("GET /me", me) });
    expect(await call("POST /account/sign-out")).toBeUndefined();
    expect(await call("GET /me")).toEqual(me);
  });
});
