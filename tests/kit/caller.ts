import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { type Answer, http, type RouteName, type SentBody, type SentParams, type SentQuery } from "../../proto/http.ts";

type Named<K extends string, T> = undefined extends T ? { [P in K]?: never }
  : Record<never, never> extends T ? { [P in K]?: T }
  : { [P in K]: T };
/** What a route is sent, by its contract. */
export type Sent<N extends RouteName> =
  & Named<"params", SentParams<N>>
  & Named<"query", SentQuery<N>>
  & Named<"body", SentBody<N>>
  & { headers?: Record<string, string> };
/** A path that can be asked with a method. */
type PathOf<M extends string> = RouteName extends infer N ? N extends `${M} ${infer P}` ? P : never : never;
type At<M extends string, P extends string> = Extract<`${M} ${P}`, RouteName>;
type Ask<M extends string> = <P extends PathOf<M>>(
  path: P,
  ...sent: Partial<Sent<At<M, P>>> extends Sent<At<M, P>> ? [Sent<At<M, P>>?] : [Sent<At<M, P>>]
) => Promise<Answer<At<M, P>>>;

export type Heard = { status: number; headers: IncomingHttpHeaders; text: string };
export type Raw = { method: string; path: string; headers?: Record<string, string>; body?: string | Uint8Array };

/** Somebody at a browser of their own: keeps cookies and comes from one address. */
export type Caller = {
  /** These reject when the answer is not the one that the contract promises for success. */
  readonly get: Ask<"GET">;
  readonly post: Ask<"POST">;
  readonly put: Ask<"PUT">;
  readonly patch: Ask<"PATCH">;
  readonly del: Ask<"DELETE">;
  /** Asks a route and gives back whatever was answered; `sent` need not be what the contract wants. */
  call(name: RouteName, sent?: Loose): Promise<{ status: number; body: unknown; headers: IncomingHttpHeaders }>;
  /** Sends exactly this below the server's address. */
  raw(sent: Raw): Promise<Heard>;
  /** What this browser sends with a request to prove who it is. */
  cookie(): string;
  /** Another window of the same browser, whose cookies go their own way from here. */
  fork(): Caller;
  close(): void;
};
export type Loose = {
  params?: Readonly<Record<string, string>> | undefined;
  query?: Readonly<Record<string, unknown>> | undefined;
  body?: unknown;
  headers?: Record<string, string>;
};

type Asks = Pick<Caller, "get" | "post" | "put" | "patch" | "del">;

/** A browser that nobody has signed in with yet. */
export function makeCaller(url: string, address: string, cookies: ReadonlyMap<string, string> = new Map()): Caller {
  const agent = new Agent({ keepAlive: true });
  const jar = new Map(cookies);
  const cookie = (): string => [...jar].map((it) => it.join("=")).join("; ");
  const raw = async (sent: Raw): Promise<Heard> => {
    const known = cookie();
    const headers = { "x-forwarded-for": address, ...(known ? { cookie: known } : {}), ...sent.headers };
    const heard = await send(agent, url, { ...sent, headers });
    keepCookies(jar, heard.headers["set-cookie"] ?? []);
    return heard;
  };
  const call: Caller["call"] = async (name, sent = {}) => {
    const { status, headers, text } = await raw(rawOf(name, sent));
    return { status, headers, body: text === "" ? undefined : JSON.parse(text) as unknown };
  };
  const ask = (method: string) => async (path: string, sent: Loose = {}): Promise<unknown> => {
    const name = `${method} ${path}` as RouteName;
    const { status, body } = await call(name, sent);
    if (status === http[name].status) return body;
    throw new Error(`${name} answered ${status}: ${JSON.stringify(body)}`);
  };
  const asks = { get: ask("GET"), post: ask("POST"), put: ask("PUT"), patch: ask("PATCH"), del: ask("DELETE") };
  const fork = (): Caller => makeCaller(url, address, jar);
  return { ...asks as unknown as Asks, call, raw, cookie, fork, close: () => agent.destroy() };
}

/** The request that a route's name and inputs make. */
export function rawOf(name: RouteName, { params = {}, query = {}, body, headers = {} }: Loose): Raw {
  const [method = "", pattern = ""] = name.split(" ");
  const path = pattern.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? "missing"));
  const search = new URLSearchParams(
    Object.entries(query).filter(([, it]) => it !== undefined).map(([k, v]) => [k, String(v)]),
  );
  const bytes = body instanceof Uint8Array;
  const json = body === undefined ? {} : { body: bytes ? body : JSON.stringify(body) };
  const type: Record<string, string> = body === undefined
    ? {}
    : { "content-type": bytes ? "application/octet-stream" : "application/json" };
  return {
    method,
    path: `/api/v1${path}${search.size > 0 ? `?${search}` : ""}`,
    headers: { ...type, ...headers },
    ...json,
  };
}

function keepCookies(jar: Map<string, string>, cookies: readonly string[]): void {
  for (const cookie of cookies) {
    const [pair = ""] = cookie.split(";");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value) jar.set(name, value);
    else jar.delete(name);
  }
}

function send(agent: Agent, url: string, { method, path, headers, body }: Raw): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const sent = request(url, { agent, method, path, headers: { ...length, ...headers } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
