import { Buffer } from "node:buffer";
import { createHash, randomBytes } from "node:crypto";

export type Stored = { readonly bytes: Buffer; readonly etag: string };
type Upload = { readonly id: string; readonly key: string; readonly parts: Map<number, Stored> };
export type Bucket = { readonly objects: Map<string, Stored>; readonly uploads: Map<string, Upload> };

/** What S3 answers when it says no. */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(code);
    [this.status, this.code] = [status, code];
  }
}

/** An answer: its status, its headers, its body. */
export type Answer = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
};
export type Question = {
  readonly method: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
};

const smallestPart = 5 * 1024 * 1024;
const md5 = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("hex");
const escaped = (text: string): string => text.replace(/[<>&]/g, (it) => `&#${it.charCodeAt(0)};`);
const xml = (root: string, inner: string): Answer => ({
  status: 200,
  headers: { "content-type": "application/xml" },
  body:
    `<?xml version="1.0" encoding="UTF-8"?><${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${root}>`,
});
const tag = (name: string, value: string | number | boolean): string => `<${name}>${escaped(String(value))}</${name}>`;
const stored = (bytes: Buffer): Stored => ({ bytes, etag: `"${md5(bytes)}"` });

/** Answers what was asked of a bucket; `pageSize` is the most that one list holds. */
export function answer(bucket: Bucket, asked: Question, { pageSize }: { pageSize: number }): Answer {
  const { method, key, query } = asked;
  if (key === "") {
    if (method === "HEAD") return { status: 200 };
    if (method === "GET" && query.has("uploads")) return listUploads(bucket, query);
    if (method === "GET") return list(bucket, query, pageSize);
  } else if (query.has("uploadId")) return multipart(bucket, asked, pageSize);
  else if (method === "POST" && query.has("uploads")) {
    const id = randomBytes(8).toString("hex");
    bucket.uploads.set(id, { id, key, parts: new Map() });
    return xml("InitiateMultipartUploadResult", tag("Key", key) + tag("UploadId", id));
  } else if (method === "PUT") {
    const it = stored(asked.body);
    bucket.objects.set(key, it);
    return { status: 200, headers: { etag: it.etag } };
  } else if (method === "DELETE") {
    bucket.objects.delete(key);
    return { status: 204 };
  } else if (method === "GET" || method === "HEAD") return get(bucket.objects.get(key), asked);
  throw new S3Error(501, "NotImplemented");
}

function get(it: Stored | undefined, { method, headers }: Question): Answer {
  if (!it) throw new S3Error(404, "NoSuchKey");
  if (headers["if-match"] !== undefined && headers["if-match"] !== it.etag) {
    throw new S3Error(412, "PreconditionFailed");
  }
  const size = it.bytes.length;
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(String(headers["range"] ?? "")) ?? [];
  const common = { etag: it.etag, "accept-ranges": "bytes" };
  if (first === undefined) {
    return {
      status: 200,
      headers: { ...common, "content-length": `${size}` },
      ...(method === "GET" && { body: it.bytes }),
    };
  }
  const from = Number(first);
  const to = Math.min(last ? Number(last) : Infinity, size - 1);
  if (from >= size) throw new S3Error(416, "InvalidRange");
  const range = { "content-range": `bytes ${from}-${to}/${size}`, "content-length": `${to - from + 1}` };
  return {
    status: 206,
    headers: { ...common, ...range },
    ...(method === "GET" && { body: it.bytes.subarray(from, to + 1) }),
  };
}

function list({ objects }: Bucket, query: URLSearchParams, pageSize: number): Answer {
  const after = query.get("continuation-token") ?? "";
  const all = [...objects].filter(([key]) => key.startsWith(query.get("prefix") ?? "") && key > after)
    .toSorted(([a], [b]) => a < b ? -1 : 1);
  const page = all.slice(0, pageSize);
  const more = all.length > page.length;
  const contents = page.map(([key, { bytes, etag }]) =>
    `<Contents>${tag("Key", key)}${tag("ETag", etag)}${tag("Size", bytes.length)}</Contents>`
  );
  const next = more ? tag("NextContinuationToken", page.at(-1)?.[0] ?? "") : "";
  return xml("ListBucketResult", tag("KeyCount", page.length) + tag("IsTruncated", more) + next + contents.join(""));
}

function listUploads({ uploads }: Bucket, query: URLSearchParams): Answer {
  const found = [...uploads.values()].filter((it) => it.key.startsWith(query.get("prefix") ?? ""));
  const inner = found.map((it) => `<Upload>${tag("Key", it.key)}${tag("UploadId", it.id)}</Upload>`).join("");
  return xml("ListMultipartUploadsResult", tag("IsTruncated", false) + inner);
}

function multipart(bucket: Bucket, { method, key, query, body }: Question, pageSize: number): Answer {
  const upload = bucket.uploads.get(query.get("uploadId") ?? "");
  if (!upload || upload.key !== key) throw new S3Error(404, "NoSuchUpload");
  if (method === "DELETE") {
    bucket.uploads.delete(upload.id);
    return { status: 204 };
  }
  if (method === "PUT") {
    const it = stored(body);
    upload.parts.set(Number(query.get("partNumber")), it);
    return { status: 200, headers: { etag: it.etag } };
  }
  return method === "GET" ? listParts(upload, query, pageSize) : complete(bucket, upload, String(body));
}

function listParts({ parts }: Upload, query: URLSearchParams, pageSize: number): Answer {
  const after = Number(query.get("part-number-marker") ?? 0);
  const all = [...parts].filter(([number]) => number > after).toSorted(([a], [b]) => a - b);
  const page = all.slice(0, pageSize);
  const inner = page.map(([number, { bytes, etag }]) =>
    `<Part>${tag("PartNumber", number)}${tag("ETag", etag)}${tag("Size", bytes.length)}</Part>`
  );
  const head = tag("IsTruncated", all.length > page.length) + tag("NextPartNumberMarker", page.at(-1)?.[0] ?? 0);
  return xml("ListPartsResult", head + inner.join(""));
}

function complete(bucket: Bucket, { id, key, parts }: Upload, body: string): Answer {
  const named = [...body.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = ""]) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    etag: (/<ETag>(.*?)<\/ETag>/.exec(part)?.[1] ?? "").replaceAll("&quot;", '"'),
  }));
  const found = named.map(({ number, etag }) => {
    const part = parts.get(number);
    if (!part || part.etag !== etag) throw new S3Error(400, "InvalidPart");
    return part.bytes;
  });
  if (named.length === 0) throw new S3Error(400, "MalformedXML");
  if (named.some(({ number }, at) => number <= (named[at - 1]?.number ?? 0))) {
    throw new S3Error(400, "InvalidPartOrder");
  }
  if (found.slice(0, -1).some((it) => it.length < smallestPart)) throw new S3Error(400, "EntityTooSmall");
  const bytes = Buffer.concat(found);
  const etag = `"${md5(Buffer.from(named.map((it) => it.etag.replaceAll('"', "")).join(""), "hex"))}-${named.length}"`;
  bucket.objects.set(key, { bytes, etag });
  bucket.uploads.delete(id);
  return xml("CompleteMultipartUploadResult", tag("Key", key) + tag("ETag", etag));
}
