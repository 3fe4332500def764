import type { Failure } from "../../proto/http/shared.ts";
import type { Answer, RouteName, SentBody, SentParams, SentQuery } from "../../proto/http.ts";
import { Refusal, type RefusalCode } from "../kit/refusal.ts";

/** One request, named as in proto/http.ts. Throws Refusal; an aborted one throws the browser's AbortError. */
export type Call = <N extends RouteName>(name: N, ...rest: Rest<N>) => Promise<Answer<N>>;

export type CallOptions<N extends RouteName> =
  & Named<"params", SentParams<N>>
  & Named<"query", SentQuery<N>>
  & Named<"body", SentBody<N>>
  & {
    signal?: AbortSignal | undefined;
    /** Sent as Idempotency-Key: the same request with the same key is done once (kit/attempt.ts). */
    attempt?: string;
  };

type Named<K extends string, T> = T extends undefined ? unknown
  : Record<never, never> extends T ? { [P in K]?: T }
  : { [P in K]: T };
type Rest<N extends RouteName> = Record<never, never> extends CallOptions<N> ? [options?: CallOptions<N>]
  : [options: CallOptions<N>];

type Loose = {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal | undefined;
  attempt?: string;
};

type Settings = {
  fetch: typeof globalThis.fetch;
  /** Called when the server no longer knows who is asking. */
  onSignedOut: () => void;
};

/** Makes the function that all requests of the page go through. */
export function makeCall(settings: Settings): Call {
  const send = async (name: string, options: Loose = {}): Promise<unknown> => {
    const request = toRequest(name, options);
    const response = await settings.fetch(request.url, request.init).catch((cause: unknown) => {
      if (options.signal?.aborted) throw cause;
      throw new Refusal("offline", "The server could not be reached.", { cause });
    });
    if (response.ok) return response.status === 204 ? undefined : await read(response, options.signal);
    const refusal = await toRefusal(response);
    if (response.status === 401 && refusal.field === undefined) settings.onSignedOut();
    throw refusal;
  };
  // The one place where the contract's types meet untyped JSON; the server checks its answers against the contract.
  return send as Call;
}

function toRequest(name: string, options: Loose): { url: string; init: RequestInit } {
  const [method = "GET", path = "/"] = name.split(" ");
  const headers: Record<string, string> = { accept: "application/json" };
  const bytes = options.body instanceof Uint8Array ? new Uint8Array(options.body) : undefined;
  if (options.body !== undefined) headers["content-type"] = bytes ? "application/octet-stream" : "application/json";
  if (options.attempt !== undefined) headers["idempotency-key"] = options.attempt;
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(options.params?.[key] ?? ""));
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (options.body !== undefined) init.body = bytes ?? JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  return { url: `/api/v1${filled}${toSearch(options.query)}`, init };
}

/** Empty filters are left out, so that "all" and "not asked" are the same address. */
function toSearch(query: Record<string, unknown> = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
  return search && `?${search}`;
}

async function read(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Refusal("offline", "The answer of the server was cut off.", { cause });
  }
}

async function toRefusal(response: Response): Promise<Refusal> {
  const details = { status: response.status, requestId: response.headers.get("x-request-id") ?? undefined };
  const failure = toFailure(await response.json().catch(() => null));
  if (failure) return new Refusal(failure.code, failure.message, { ...details, field: failure.field });
  // A proxy answered in its own words; its page is of no use to anybody here.
  const code: RefusalCode = response.status === 429
    ? "too-many"
    : response.status === 413
    ? "too-large"
    : "unavailable";
  return new Refusal(code, "The server is not answering as it should.", details);
}

function toFailure(body: unknown): Failure["error"] | null {
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  if (typeof error !== "object" || error === null) return null;
  return "code" in error && "message" in error && typeof error.message === "string" ? error as Failure["error"] : null;
}
