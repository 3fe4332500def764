import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { Buffer } from "node:buffer";
import { AppError } from "../../kit/errors.ts";
import { pieces } from "./pieces.ts";
import type { Objects } from "./objects.ts";
import type { S3Line } from "./s3-client.ts";
import { s3Read } from "./s3-read.ts";
import { s3Code } from "./s3-trouble.ts";
import { forgetUploads, S3Upload } from "./s3-upload.ts";

/** Lower loses less when a part must be sent again, higher asks less; each put holds two. The store takes 10,000 parts. */
const partBytes = 8 * 1024 * 1024;

/** Objects in a bucket. An upload that a dead process left behind goes on where it was when the same object comes again. */
export function s3Objects(line: S3Line): Objects {
  const objects: Objects = {
    async put(name, body, signal) {
      signal?.throwIfAborted();
      const parts = pieces(body, partBytes);
      const first = await parts.next();
      const second = first.done ? first : await parts.next();
      if (second.done) return await putWhole(line, name, first.done ? new Uint8Array(0) : first.value, signal);
      await S3Upload.send(line, name, { parts: inOrder(first.value as Uint8Array, second.value, parts), signal });
    },
    read: (name, range, signal) => s3Read(line, name, range, signal),
    look: (name, bytes, signal) => look(line, name, { bytes, signal }),
    async size(name) {
      const said = await missing(line.ask((s3, stop) => s3.send(new HeadObjectCommand(line.key(name)), stop)));
      return said ? said.ContentLength ?? 0 : null;
    },
    async delete(name) {
      await line.ask((s3, stop) => s3.send(new DeleteObjectCommand(line.key(name)), stop));
      await forgetUploads(line, name);
    },
    list: (prefix) => s3List(line, prefix),
    async ready() {
      const probe = () => putWhole(line, ".ready", Buffer.from("ready"));
      await probe().catch((error: unknown) => makeBucket(line, error).then(probe));
      await line.ask((s3, stop) => s3.send(new DeleteObjectCommand(line.key(".ready")), stop));
    },
  };
  return objects;
}

/** Makes the bucket where that is all that is missing and these keys may; otherwise what was said first stands. */
async function makeBucket(line: S3Line, said: unknown): Promise<void> {
  if (s3Code((said as Error).cause) !== "NoSuchBucket") throw said;
  const command = new CreateBucketCommand({ Bucket: line.place.bucket });
  await line.ask((s3, stop) => s3.send(command, stop)).catch(() => {
    throw said;
  });
}

/** An object that is sent in one request. */
export async function putWhole(line: S3Line, name: string, bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
  const command = new PutObjectCommand({ ...line.key(name), Body: bytes, ContentLength: bytes.length });
  await line.ask((s3, stop) => s3.send(command, stop), { signal, withinMs: line.pace.partMs });
}

/** Every object whose name begins like that, in the order of names, page by page. */
export async function* s3List(line: S3Line, prefix: string): ReturnType<Objects["list"]> {
  const { Bucket, Key: Prefix } = line.key(prefix);
  let ContinuationToken: string | undefined;
  do {
    const command = new ListObjectsV2Command({ Bucket, Prefix, ...(ContinuationToken && { ContinuationToken }) });
    const page = await line.ask((s3, stop) => s3.send(command, stop));
    for (const { Key = "", Size = 0 } of page.Contents ?? []) {
      yield { name: Key.slice(line.place.prefix.length), storedBytes: Size };
    }
    ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (ContinuationToken);
}

async function look(line: S3Line, name: string, { bytes, signal }: { bytes: number; signal: AbortSignal | undefined }) {
  const command = new GetObjectCommand({ ...line.key(name), Range: `bytes=0-${bytes - 1}` });
  const get = () =>
    line.ask(async (s3, stop) => {
      const { Body, ContentRange, ContentLength } = await s3.send(command, stop);
      const head = await Body?.transformToByteArray() ?? new Uint8Array(0);
      return { head, storedBytes: Number(/\/(\d+)$/.exec(ContentRange ?? "")?.[1] ?? ContentLength ?? head.length) };
    }, { signal });
  try {
    return await missing(get());
  } catch (error) {
    // An object without a single byte has no first one.
    if (s3Code((error as Error).cause) === "InvalidRange") return { head: new Uint8Array(0), storedBytes: 0 };
    throw error;
  }
}

async function missing<T>(answer: Promise<T>): Promise<T | null> {
  return await answer.catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not-found") return null;
    throw error;
  });
}

async function* inOrder(first: Uint8Array, second: Uint8Array, rest: AsyncIterable<Uint8Array>) {
  yield first;
  yield second;
  yield* rest;
}
