import { connect } from "node:net";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { grindstone } from "../../proto/gen/interview.js";
import { password, startServer, type TestServer } from "../kit/server.ts";

let server: TestServer;
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.close());

/** Signs in as a program would and hands out the cookie. */
async function cookieOf(email: string): Promise<string> {
  const body = JSON.stringify({ email, password });
  const headers = { "content-type": "application/json", "x-forwarded-for": "198.18.200.1" };
  const answer = await fetch(`${server.url}/api/v1/account/sign-in`, { method: "POST", headers, body });
  await answer.body?.cancel();
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

type Knock = { cookie?: string; origin?: string; transports?: ("websocket" | "polling")[] };

/** Knocks at the live door; resolves to the open socket, or to why it stayed shut. */
function knock({ cookie, origin, transports = ["websocket"] }: Knock): Promise<Socket | Error> {
  const extraHeaders = { ...(cookie ? { cookie } : {}), ...(origin ? { origin } : {}) };
  const socket = io(server.url, { transports, extraHeaders, reconnection: false, forceNew: true });
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", (error) => resolve(error));
  });
}

describe("the live door", () => {
  it.each(["websocket", "polling"] as const)("opens for somebody who is signed in, over %s", async (transport) => {
    const noor = await server.person("Noor");
    const socket = await knock({ cookie: await cookieOf(noor.email), transports: [transport] });
    expect(socket).not.toBeInstanceOf(Error);
    (socket as Socket).close();
  });

  it.each([{}, { cookie: "grindstone=" + "a".repeat(43) }, { cookie: "grindstone=rubbish" }])(
    "stays shut for %j and says why",
    async (who) => {
      const refusal = await knock(who);
      expect(refusal).toMatchObject({
        message: "You are signed out. Sign in and try again.",
        data: { error: { code: "unauthenticated" } },
      });
    },
  );

  it("stays shut for a page of somebody else, even with our cookie", async () => {
    const cookie = await cookieOf(server.admin.email);
    expect(await knock({ cookie, origin: "http://evil.example" })).toBeInstanceOf(Error);
  });

  it("answers a message that it does not know with one sentence and stays open", async () => {
    const socket = await knock({ cookie: await cookieOf(server.admin.email) }) as Socket;
    const answer = await socket.emitWithAck("room:join", { any: "thing" });
    expect(answer.error.code).toBe("bad-request");
    expect(socket.connected).toBe(true);
    socket.close();
  });

  it("closes at once when its device is signed out elsewhere", async () => {
    const ivo = await server.person("Ivo");
    const socket = await knock({ cookie: await cookieOf(ivo.email) }) as Socket;
    const closed = new Promise((resolve) => socket.once("disconnect", resolve));
    await ivo.del("/me/devices");
    expect(await closed).toBe("io server disconnect");
  });
});

describe("a crowd at the live door", () => {
  /** Begins a connection by polling, as many at once as asked; resolves to what was answered. */
  async function crowd(size: number, cookie?: string): Promise<number[]> {
    const headers = cookie ? { cookie } : {};
    const path = "/socket.io/?EIO=4&transport=polling";
    return await Promise.all(Array.from({ length: size }, async () => {
      const answer = await fetch(server.url + path, { headers });
      await answer.body?.cancel();
      return answer.status;
    }));
  }
  const refusedOf = (statuses: readonly number[]) => statuses.filter((it) => it === 403).length;

  it("of strangers is cut off and keeps nobody out who is signed in", async () => {
    const kim = await server.person("Kim");
    expect(refusedOf(await crowd(260))).toBeGreaterThan(0);
    expect(refusedOf(await crowd(20))).toBe(20);
    const socket = await knock({ cookie: await cookieOf(kim.email) });
    expect(socket).not.toBeInstanceOf(Error);
    (socket as Socket).close();
  });

  it("of one person's own is cut off and keeps nobody else out", async () => {
    const [eve, kim] = [await server.person("Eve"), await server.person("Kim")];
    const cookie = await cookieOf(eve.email);
    expect(refusedOf(await crowd(80, cookie))).toBeGreaterThan(0);
    expect(refusedOf(await crowd(10, cookie))).toBe(10);
    expect(refusedOf(await crowd(10, await cookieOf(kim.email)))).toBe(0);
  });

  it("is forgotten when it goes", async () => {
    const ivo = await server.person("Ivo");
    const cookie = await cookieOf(ivo.email);
    for (let times = 0; times < 60; times++) {
      const socket = await knock({ cookie });
      expect(socket).not.toBeInstanceOf(Error);
      const gone = new Promise((resolve) => (socket as Socket).once("disconnect", resolve));
      (socket as Socket).close();
      await gone;
    }
  });
});

describe("the PCM door", () => {
  const interview = "01987654-3210-7abc-8def-0123456789ab";

  function refused(path: string): Promise<{ code: number; frame: unknown }> {
    const socket = new WebSocket(server.url.replace("http", "ws") + path);
    let frame: unknown;
    socket.on("message", (data: Buffer) => {
      const { code, message } = grindstone.ServerToClientMessage.decode(data).error ?? {};
      frame = { code, message };
    });
    return new Promise((resolve, reject) => {
      socket.once("close", (code) => resolve({ code, frame }));
      socket.once("error", reject);
    });
  }

  it("tells a client with a token that is not valid so, in a frame and with the same code", async () => {
    const { code, frame } = await refused(`/ws/interviews/${interview}?token=stolen`);
    expect([code, frame]).toEqual([4001, { code: 4001, message: expect.stringContaining("token is not good") }]);
  });

  it("knows no interview under a malformed id", async () => {
    expect((await refused("/ws/interviews/1")).code).toBe(4004);
  });

  it("never writes a token to the log", () => {
    expect(server.lines.join("\n")).not.toContain("stolen");
  });

  it.each(["/nothing", "/api/v1/me"])("is not at %s", async (path) => {
    await expect(refused(path)).rejects.toThrow("404");
  });
});

describe("a door that somebody slams", () => {
  const asks = [
    "Host: localhost",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];

  /** Asks for a WebSocket at exactly this path, and breaks the connection as soon as anything was answered. */
  function slam(path: string): Promise<void> {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write([`GET ${path} HTTP/1.1`, ...asks, "", ""].join("\r\n"));
    return new Promise((resolve) => {
      socket.on("error", () => resolve()).on("close", () => resolve());
      socket.once("data", () => socket.resetAndDestroy());
    });
  }

  it.each([
    "/nothing",
    "//",
    "http://[",
    "/ws/interviews/01987654-3210-7abc-8def-0123456789ab",
    "/socket.io/?EIO=4&transport=websocket",
    "/socket.io/?EIO=4&transport=nothing",
  ])("leaves everybody else served: %s", async (path) => {
    for (let times = 0; times < 5; times++) await slam(path);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});

describe("a request that breaks off in its middle", () => {
  it("is the caller's own trouble and no failure of ours", async () => {
    const head = ["Host: localhost", "Content-Type: application/json", "Content-Length: 100", "", '{"em'];
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write(["POST /api/v1/account/sign-in HTTP/1.1", ...head].join("\r\n"));
    const before = server.lines.length;
    await new Promise((resolve) => socket.once("connect", resolve));
    setTimeout(() => socket.resetAndDestroy(), 50);
    await expect.poll(() => server.lines.slice(before).join("\n")).toContain("/api/v1/account/sign-in");
    expect(server.lines.join("\n")).not.toContain("request failed");
  });
});

describe("health", () => {
  it("is alive and ready", async () => {
    const [alive, ready] = await Promise.all(
      ["/healthz", "/readyz"].map(async (path) => await fetch(server.url + path)),
    );
    expect([alive?.status, ready?.status, await alive?.json(), await ready?.json()]).toEqual([200, 200, { ok: true }, {
      ok: true,
    }]);
  });
});

describe("every answer", () => {
  it.each(["/", "/api/v1/instance", "/api/v1/nothing", "/missing.js", "/healthz"])(
    "forbids foreign code and framing at %s",
    async (path) => {
      const answer = await fetch(server.url + path);
      await answer.body?.cancel();
      const policy = answer.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  it("names its request, so that an operator finds its line in the log", async () => {
    const answer = await fetch(`${server.url}/api/v1/instance`);
    await answer.body?.cancel();
    const id = answer.headers.get("x-request-id") ?? "";
    expect(id).toMatch(/^[0-9a-f]{8}$/);
    expect(server.lines.some((line) => line.includes(id))).toBe(true);
  });

  it("describes itself: every contract stands in the OpenAPI document", async () => {
    const document = await (await fetch(`${server.url}/api/v1/openapi.json`)).json();
    expect(document.openapi).toBe("3.1.0");
    const { http } = await import("../../proto/http.ts");
    const described = Object.entries(document.paths as Record<string, Record<string, unknown>>)
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) =>
          `${method.toUpperCase()} ${path.slice("/api/v1".length).replace(/\{(\w+)\}/g, ":$1")}`
        )
      );
    expect(described.sort()).toEqual(Object.keys(http).sort());
    expect(document.paths["/api/v1/interviews/{id}/audio"].post.requestBody.content).toMatchObject({
      "application/json": { schema: { required: ["sinceMs"] } },
      "multipart/form-data": { schema: { properties: { file: { format: "binary" } }, required: ["file"] } },
    });
  });
});
