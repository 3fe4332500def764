import { Buffer } from "node:buffer";
import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { crc32 } from "node:zlib";
import { claimOf, sha256, signatureOf } from "./s3-signature.ts";
import { type Answer, answer, type Bucket, S3Error } from "./s3-store.ts";

/** What goes wrong: nothing is answered, the line breaks, half the body comes, the work is done but nobody hears of it. */
export type Fault = "silent" | "down" | "cut" | "unheard" | { readonly status: number; readonly code: string };

export type S3Account = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** An S3 on loopback: objects, ranges, lists in pages, multipart uploads, signatures, one account for each bucket. */
export type S3Fake = {
  readonly url: string;
  readonly region: string;
  /** A new bucket and the only account that may use it. */
  bucket(name: string): S3Account;
  /** The only account that may use this bucket, which is not there until the account makes it. */
  promise(name: string): S3Account;
  inside(bucket: string): Bucket;
  /** Goes wrong with requests that match, written as `PUT /bucket/key?query`, that many times from now on. */
  fault(fault: Fault, options?: { readonly when?: RegExp; readonly times?: number }): void;
  /** Nothing goes wrong any more. */
  heal(): void;
  /** What was asked for so far. */
  readonly asked: readonly string[];
  close(): Promise<void>;
};

type Pending = { readonly fault: Fault; readonly when: RegExp; left: number };

export async function s3Fake({ port = 0, pageSize = 1000, region = "us-east-1" } = {}): Promise<S3Fake> {
  const buckets = new Map<string, Bucket & { readonly account: S3Account }>();
  const promised = new Map<string, S3Account>();
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  let pending: Pending[] = [];

  const faultOf = (line: string): Fault | undefined => {
    const it = pending.find(({ when, left }) => left > 0 && when.test(line));
    if (it) it.left--;
    return it?.fault;
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const line = `${request.method} ${request.url}`;
    asked.push(line);
    const fault = faultOf(line);
    if (fault === "silent") return;
    if (fault === "down") return void request.socket.destroy();
    const said = typeof fault === "object" ? refusal(new S3Error(fault.status, fault.code)) : look(request, body);
    if (fault === "unheard") return void request.socket.destroy();
    send(response, said, { cut: fault === "cut" });
  };
  const look = (request: IncomingMessage, body: Buffer): Answer => {
    try {
      const url = new URL(request.url ?? "/", "http://s3");
      const [, name = "", ...rest] = url.pathname.split("/");
      const key = decodeURIComponent(rest.join("/"));
      const known = [...promised.values(), ...[...buckets.values()].map((it) => it.account)];
      const account = promised.get(name);
      if (account && request.method === "PUT" && key === "") {
        check(request, body, { allowed: account, known });
        buckets.set(name, { objects: new Map(), uploads: new Map(), account });
        return { status: 200 };
      }
      const bucket = buckets.get(name);
      if (!bucket) throw new S3Error(404, "NoSuchBucket");
      check(request, body, { allowed: bucket.account, known });
      const question = { method: request.method ?? "", key, query: url.searchParams, headers: request.headers, body };
      return answer(bucket, question, { pageSize });
    } catch (error) {
      if (error instanceof S3Error) return refusal(error);
      throw error;
    }
  };
  const server = createServer((request, response) =>
    void serve(request, response).catch((error: unknown) => response.destroy(error as Error))
  );
  server.on("connection", (it: Socket) => sockets.add(it.on("close", () => sockets.delete(it)).on("error", () => {})));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region,
    promise(name) {
      const account = accountFor(name);
      promised.set(name, account);
      return account;
    },
    bucket(name) {
      const account = accountFor(name);
      buckets.set(name, { objects: new Map(), uploads: new Map(), account });
      return account;
    },
    inside(name) {
      const it = buckets.get(name);
      if (!it) throw new Error("there is no such bucket");
      return it;
    },
    fault: (fault, { when = /./, times = Infinity } = {}) => void pending.push({ fault, when, left: times }),
    heal: () => void (pending = []),
    asked,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const it of sockets) it.destroy();
      await closed;
    },
  };
}

const accountFor = (bucket: string): S3Account => ({
  accessKeyId: `key-of-${bucket}`,
  secretAccessKey: randomBytes(20).toString("hex"),
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

/** Throws what S3 would say of the sender or of a body that is not what was sent. */
function check(
  request: IncomingMessage,
  body: Buffer,
  { allowed, known }: { readonly allowed: S3Account; readonly known: readonly S3Account[] },
): void {
  const claim = claimOf(request);
  const account = known.find((it) => it.accessKeyId === claim?.accessKeyId);
  if (!claim || !account) throw new S3Error(403, "InvalidAccessKeyId");
  if (signatureOf(request, claim, account.secretAccessKey) !== claim.signature) {
    throw new S3Error(403, "SignatureDoesNotMatch");
  }
  if (account !== allowed) throw new S3Error(403, "AccessDenied");
  const { "x-amz-content-sha256": hash, "x-amz-checksum-crc32": crc, "content-md5": md5 } = request.headers;
  if (hash !== "UNSIGNED-PAYLOAD" && hash !== sha256(body)) throw new S3Error(400, "XAmzContentSHA256Mismatch");
  if (md5 !== undefined && md5 !== createHash("md5").update(body).digest("base64")) throw new S3Error(400, "BadDigest");
  if (crc === undefined) return;
  const own = Buffer.alloc(4);
  own.writeUInt32BE(crc32(body));
  if (crc !== own.toString("base64")) throw new S3Error(400, "BadDigest");
}

function refusal({ status, code }: S3Error): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, headers: { "content-type": "application/xml" }, body };
}

function send(response: ServerResponse, { status, headers, body }: Answer, { cut }: { readonly cut: boolean }): void {
  const head = response.req.method === "HEAD";
  const length = body === undefined ? {} : { "content-length": `${Buffer.byteLength(body)}` };
  response.writeHead(status, { "x-amz-request-id": "0", ...headers, ...length });
  if (head || body === undefined) return void response.end();
  if (!cut) return void response.end(body);
  const half = Buffer.from(body).subarray(0, Math.floor(Buffer.byteLength(body) / 2));
  response.write(half, () => response.destroy());
}
