import type { Answer, RouteName } from "../../proto/http.ts";

export type Seen = { name: string; url: URL; body: unknown; headers: Headers };
export type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | "offline" | "never";
type Work = (seen: Seen) => Reply | Promise<Reply>;

/** A server that answers what a test tells it to, and remembers what it was asked. */
export function fakeServer(answers: Partial<Record<RouteName, Work | Reply>> = {}) {
  const calls: Seen[] = [];
  const routes = { ...answers };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, "http://grindstone.test");
    const path = url.pathname.slice("/api/v1".length);
    const name = Object.keys(routes).find((it) => fits(it, init?.method ?? "GET", path)) as RouteName | undefined;
    const sent = init?.body;
    const body: unknown = typeof sent === "string" ? JSON.parse(sent) : sent instanceof Uint8Array ? sent : undefined;
    const seen = { name: name ?? `${init?.method} ${path}`, url, body, headers: new Headers(init?.headers) };
    calls.push(seen);
    const answer = name === undefined ? refusal(404, "not-found", "There is no such thing.") : routes[name];
    const reply = typeof answer === "function" ? await answer(seen) : answer;
    return toResponse(reply, init?.signal ?? undefined);
  };
  return { fetch, calls, routes, asked: (name: RouteName) => calls.filter((call) => call.name === name) };
}

/** An answer that the contract allows. */
export function ok<N extends RouteName>(_: N, body: Answer<N>, status = 200): Reply {
  return { status: body === undefined ? 204 : status, body };
}

/** A refusal in the server's shape. */
export function refusal(status: number, code: string, message: string, field?: string): Reply {
  const error = field === undefined ? { code, message } : { code, message, field };
  return { status, body: { error }, headers: { "x-request-id": "r-1" } };
}

function fits(name: string, method: string, path: string): boolean {
  const [wanted, pattern = ""] = name.split(" ");
  return wanted === method && new RegExp(`^${pattern.replace(/:\w+/g, "[^/]+")}$`).test(path);
}

function toResponse(reply: Reply | undefined, signal: AbortSignal | undefined): Promise<Response> {
  if (reply === "never") {
    return new Promise((_, reject) => {
      signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    });
  }
  if (reply === undefined || reply === "offline") return Promise.reject(new TypeError("Failed to fetch"));
  const text = reply.body === undefined
    ? null
    : typeof reply.body === "string"
    ? reply.body
    : JSON.stringify(reply.body);
  return Promise.resolve(new Response(text, { status: reply.status, headers: reply.headers ?? {} }));
}
