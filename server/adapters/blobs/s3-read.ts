import { GetObjectCommand, type GetObjectCommandOutput } from "@aws-sdk/client-s3";
import type { S3Line } from "./s3-client.ts";
import { s3Code, s3Trouble } from "./s3-trouble.ts";

type Range = { readonly from: number; readonly to: number };

/** A range of an object. Where the line breaks in the middle it goes on from there, if the object is still the same. */
export async function* s3Read(
  line: S3Line,
  name: string,
  range: Range,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let { from: at, to: end } = range;
  let IfMatch: string | undefined;
  let breaks = 0;
  while (at < end) {
    const done = new AbortController();
    try {
      const wanted = { ...line.key(name), Range: `bytes=${at}-${end - 1}`, ...(IfMatch && { IfMatch }) };
      const got = await begin(line, wanted, { signal, done: done.signal });
      if (!got) return;
      IfMatch ??= got.ETag;
      end = Math.min(end, totalOf(got, at));
      for await (const part of unlessBroken(got.Body as AsyncIterable<Uint8Array>, line.pace.answerMs, signal)) {
        if (part instanceof Error) {
          if (at < end && ++breaks >= line.pace.tries) throw s3Trouble(part);
          break;
        }
        [at, breaks] = [at + part.length, 0];
        yield part;
      }
    } finally {
      done.abort();
    }
  }
}

type Wanted = { readonly Bucket: string; readonly Key: string; readonly Range: string; readonly IfMatch?: string };

/**
 * The body lives longer than the question, so it hangs on the reader's signals and not on the question's time. null:
 * there is nothing from there on.
 */
async function begin(
  { ask }: S3Line,
  wanted: Wanted,
  { signal, done }: { readonly signal: AbortSignal | undefined; readonly done: AbortSignal },
): Promise<GetObjectCommandOutput | null> {
  try {
    return await ask(async (s3, { abortSignal }) => {
      const asking = new AbortController();
      const giveUp = () => asking.abort(abortSignal.reason);
      abortSignal.addEventListener("abort", giveUp, { once: true });
      try {
        const stop = { abortSignal: AbortSignal.any([asking.signal, done, ...(signal ? [signal] : [])]) };
        return await s3.send(new GetObjectCommand(wanted), stop);
      } finally {
        abortSignal.removeEventListener("abort", giveUp);
      }
    }, { signal });
  } catch (error) {
    if (s3Code((error as Error).cause) === "InvalidRange") return null;
    throw error;
  }
}

function totalOf({ ContentRange, ContentLength = 0 }: GetObjectCommandOutput, at: number): number {
  return Number(/\/(\d+)$/.exec(ContentRange ?? "")?.[1] ?? at + ContentLength);
}

/** The same parts, and at the end the error if it was no good end; one that stays silent for so long is no good either. */
async function* unlessBroken(
  body: AsyncIterable<Uint8Array>,
  silentMs: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array | Error> {
  const parts = body[Symbol.asyncIterator]();
  for (;;) {
    const part = await within(parts.next(), silentMs, signal).catch((error: unknown) => error as Error);
    signal?.throwIfAborted();
    yield part instanceof Error ? part : part.done ? new Error("the body may have ended before its end") : part.value;
    if (part instanceof Error || part.done) return;
  }
}

async function within<T>(work: Promise<T>, ms: number, signal: AbortSignal | undefined): Promise<T> {
  let stop = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const never = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("no part came in time", "TimeoutError")), ms);
    stop = () => reject(signal?.reason as Error);
    signal?.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, never]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
