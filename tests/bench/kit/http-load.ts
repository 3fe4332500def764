import { connect, type Socket } from "node:net";

/** A request as it goes over the wire, made before the clock starts. Latencies are kept by `name`. */
export type Shot = { readonly name: string; readonly bytes: Uint8Array; readonly expect: number };
/** Takes the answer of a shot, for chains in which one answer feeds the next shot. */
export type Answer = { readonly status: number; readonly body: string };

/** One user: asks, waits for the whole answer, asks again. */
export interface User {
  next(): Shot;
  /** Called with answers when the user wants them; reading bodies costs, so most do not. */
  took?(answer: Answer): void;
}

export type Load = {
  readonly ms: Map<string, number[]>;
  readonly asked: number;
  readonly failed: number;
  /** What the first failures said. */
  readonly words: string[];
};

/** Runs all users at once for a while, each on a connection of its own that stays open. */
export async function load(port: number, users: readonly User[], forMs: number): Promise<Load> {
  const lines = await Promise.all(users.map(async (user) => ({ user, line: await open(port) })));
  const result = { ms: new Map<string, number[]>(), asked: 0, failed: 0, words: [] as string[] };
  const until = performance.now() + forMs;
  try {
    await Promise.all(lines.map(async ({ user, line }) => {
      while (performance.now() < until) {
        const shot = user.next();
        const began = performance.now();
        const { status, body } = await line.ask(shot.bytes, user.took !== undefined);
        note(result, shot.name, performance.now() - began);
        if (status === shot.expect) user.took?.({ status, body });
        else if (++result.failed <= 3) result.words.push(`${shot.name}: ${status} ${body.slice(0, 200)}`);
      }
    }));
  } finally {
    for (const { line } of lines) line.close();
  }
  return result;
}

function note(result: { ms: Map<string, number[]>; asked: number }, name: string, ms: number): void {
  result.asked++;
  const known = result.ms.get(name);
  if (known) known.push(ms);
  else result.ms.set(name, [ms]);
}

type Request = {
  /** As in proto/http.ts. */
  name: string;
  path: string;
  cookie?: string;
  body?: unknown;
  headers?: readonly string[];
  expect?: number;
};

/** The bytes of a request. */
export function shot({ name, path, cookie, body, headers = [], expect = 200 }: Request): Shot {
  const json = body === undefined ? "" : JSON.stringify(body);
  const head = [
    `${name.split(" ")[0]} ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    "accept: application/json",
    ...(cookie ? [`cookie: ${cookie}`] : []),
    ...(json ? ["content-type: application/json", `content-length: ${Buffer.byteLength(json)}`] : []),
    ...headers,
  ];
  return { name, bytes: Buffer.from(`${head.join("\r\n")}\r\n\r\n${json}`), expect };
}

type Line = { ask(bytes: Uint8Array, wantsBody: boolean): Promise<Answer>; close(): void };

/** A connection that carries one request at a time. Plain sockets: a client library would take more CPU than the server. */
async function open(port: number): Promise<Line> {
  const socket: Socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void; wantsBody: boolean } | undefined;
  let held: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const answer = whole(held, waiting?.wantsBody ?? false);
    if (!answer) return;
    held = Buffer.alloc(0);
    waiting?.resolve(answer);
  });
  const broke = (error?: Error): void => waiting?.reject(error ?? new Error("the server closed a connection in use"));
  socket.on("error", broke).on("close", () => broke());
  return {
    ask: (bytes, wantsBody) =>
      new Promise<Answer>((resolve, reject) => {
        waiting = { resolve, reject, wantsBody };
        socket.write(bytes);
      }).finally(() => waiting = undefined),
    close: () => void socket.destroy(),
  };
}

const headEnd = Buffer.from("\r\n\r\n");
const lastChunk = Buffer.from("0\r\n\r\n");

/** The answer once all of it is there. One request is under way at a time, so it ends where the bytes end. */
function whole(bytes: Buffer, wantsBody: boolean): Answer | undefined {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return undefined;
  const status = Number(bytes.toString("latin1", 9, 12));
  const head = bytes.toString("latin1", 0, end).toLowerCase();
  const from = end + headEnd.length;
  const length = /content-length: (\d+)/.exec(head)?.[1];
  const done = length !== undefined
    ? bytes.length >= from + Number(length)
    : status === 204 || bytes.subarray(-lastChunk.length).equals(lastChunk);
  if (!done) return undefined;
  if (!wantsBody && status < 400) return { status, body: "" };
  return { status, body: textOf(bytes.subarray(from), length !== undefined) };
}

function textOf(body: Buffer, plain: boolean): string {
  if (plain) return body.toString("utf8");
  let text = "";
  for (let at = 0; at < body.length;) {
    const line = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.toString("latin1", at, line), 16);
    text += body.toString("utf8", line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
  return text;
}
