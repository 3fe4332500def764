import { S3Client } from "@aws-sdk/client-s3";
import { setTimeout as pause } from "node:timers/promises";
import { mayPass, s3Trouble } from "./s3-trouble.ts";

/** A bucket, who may use it, and what our objects in it begin with. */
export type S3Place = {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The bucket is the first part of the path instead of the host's name. */
  readonly forcePathStyle: boolean;
  readonly prefix: string;
};

export type S3Pace = {
  /** Lower gives up sooner on a store that hangs; higher bears a slow one. */
  readonly answerMs: number;
  /** The same for a request that carries a part of an object. */
  readonly partMs: number;
  /** Tries of one request. Higher bears longer outages, lower says sooner that there is one. */
  readonly tries: number;
  /** Before the second try; each further pause is twice as long. */
  readonly pauseMs: number;
};

export const usualPace: S3Pace = { answerMs: 10_000, partMs: 60_000, tries: 4, pauseMs: 200 };

type How = { readonly signal?: AbortSignal | undefined; readonly withinMs?: number };

/** A line to one bucket. */
export type S3Line = {
  readonly place: S3Place;
  readonly pace: S3Pace;
  /** Asks, and again if that may help; throws what `s3Trouble` makes of it, or why the signal was aborted. */
  ask<T>(
    request: (client: S3Client, signal: { readonly abortSignal: AbortSignal }) => Promise<T>,
    how?: How,
  ): Promise<T>;
  key(name: string): { readonly Bucket: string; readonly Key: string };
  close(): void;
};

export function s3Line(place: S3Place, pace: S3Pace = usualPace): S3Line {
  const { endpoint, region, forcePathStyle, accessKeyId, secretAccessKey } = place;
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle,
    credentials: { accessKeyId, secretAccessKey },
    // Ours tells what can be tried again from what an operator must see, and stops when told to.
    maxAttempts: 1,
    // Whole objects in ranges carry no checksum, and each chunk proves itself.
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  return {
    place,
    pace,
    async ask(request, { signal, withinMs = pace.answerMs } = {}) {
      for (let tries = 1;; tries++) {
        signal?.throwIfAborted();
        const limit = AbortSignal.timeout(withinMs);
        try {
          return await request(client, { abortSignal: signal ? AbortSignal.any([signal, limit]) : limit });
        } catch (error) {
          signal?.throwIfAborted();
          if (tries >= pace.tries || !mayPass(error)) throw s3Trouble(limit.aborted ? limit.reason : error);
        }
        await pause(pace.pauseMs * 2 ** (tries - 1), undefined, { signal }).catch(() => signal?.throwIfAborted());
      }
    },
    key: (name) => ({ Bucket: place.bucket, Key: place.prefix + name }),
    close: () => client.destroy(),
  };
}
