import process from "node:process";
import { Worker } from "node:worker_threads";
import { AppError } from "../../kit/errors.ts";
import type { Remux } from "../track-files.ts";

export type RemuxStart = { readonly bytes: number };
/** What the thread asks for; all but the last are answered. */
export type RemuxWish =
  | { readonly is: "read"; readonly n: number; readonly from: number; readonly to: number }
  | { readonly is: "write"; readonly n: number; readonly bytes: Uint8Array }
  | { readonly is: "done"; readonly found: RemuxFound | null };
export type RemuxAnswer = { readonly n: number; readonly bytes?: Uint8Array };
export type RemuxFound = {
  readonly codec: "opus" | "aac";
  readonly mediaType: string;
  readonly packets: number;
  readonly lengthMs: number;
  readonly gapsMs: number;
};

/** How far a browser's word of when it began may be off: the way of its request to us is in it. */
const alignment = { p95Ms: 250, maxMs: 1_000 };
/** A file may be read this many times over. Lower refuses odd ones, higher lets a made-up one keep us busy. */
const mostReads = 20;
/** How often one looks at how much memory it takes. Lower costs more, higher lets a made-up file take more meanwhile. */
const lookEveryMs = 100;

/**
 * Takes the voice out of what a browser recorded, in a thread of its own: a file that was made to hang whoever reads it
 * hangs that one. `patienceMs` is how long the thread may be silent when it is its turn, `memoryBytes` how much this process
 * may grow meanwhile: a table of millions that a file claims to hold must not take the memory of calls.
 */
export function makeRemux({ patienceMs = 10_000, memoryBytes = 600_000_000 } = {}): Remux {
  return async (source, { put, signal }) => {
    signal?.throwIfAborted();
    const pipe = new TransformStream<Uint8Array, Uint8Array>();
    const writer = pipe.writable.getWriter();
    writer.closed.catch(() => undefined); // what fails is told by the thread's own promise, or by `put`
    let keeping: ReturnType<typeof put> | undefined;
    const write = async (bytes: Uint8Array): Promise<void> => {
      keeping ??= put(pipe.readable, { mediaType: "audio/ogg" });
      keeping.catch(() => undefined); // awaited in the end
      await writer.write(bytes);
    };
    try {
      const found = await inThread(source, { write, patienceMs, memoryBytes, signal });
      if (!found || !keeping) throw new Nothing();
      await writer.close();
      return { ...shaped(found, source.startedMs), ...await keeping };
    } catch (error) {
      await writer.abort(error).catch(() => undefined);
      await keeping?.catch(() => undefined);
      if (error instanceof Nothing) return null;
      throw error;
    }
  };
}

/** There is no sound in it. */
class Nothing extends Error {}

function shaped({ codec, mediaType, packets, lengthMs, gapsMs }: RemuxFound, startedMs: number) {
  const counts = { used: packets, lost: 0, spare: 0, foreign: 0, frames: packets, leftOut: 0 };
  const place = { firstMs: startedMs, lastMs: startedMs + lengthMs, gapsMs, gaps: [], alignment };
  return { kind: "sound", codec, mediaType, counts, ...place, streams: 1, size: null, peaks: null } as const;
}

type Source = Parameters<Remux>[0];
type Thread = {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly patienceMs: number;
  readonly memoryBytes: number;
  readonly signal: AbortSignal | undefined;
};

async function inThread(source: Source, thread: Thread): Promise<RemuxFound | null> {
  const { write, patienceMs, memoryBytes, signal } = thread;
  const most = process.memoryUsage().rss + memoryBytes;
  let watch: ReturnType<typeof setInterval> | undefined;
  const workerData = { bytes: source.bytes } satisfies RemuxStart;
  const resourceLimits = { maxOldGenerationSizeMb: Math.ceil(memoryBytes / 1e6) };
  const worker = new Worker(new URL("./remux-worker.ts", import.meta.url), { workerData, resourceLimits });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = mostReads * source.bytes;
  try {
    return await new Promise((resolve, reject) => {
      watch = setInterval(() => process.memoryUsage().rss > most && reject(unreadable(tooLarge)), lookEveryMs);
      const wait = (): void => void (timer = setTimeout(() => reject(unreadable()), patienceMs));
      const answer = async (wish: Exclude<RemuxWish, { is: "done" }>): Promise<void> => {
        if (wish.is === "write") await write(wish.bytes);
        else if ((left -= wish.to - wish.from) < 0) throw unreadable();
        const bytes = wish.is === "read" ? await source.read(wish.from, wish.to) : undefined;
        worker.postMessage({ n: wish.n, ...(bytes ? { bytes } : {}) } satisfies RemuxAnswer);
        wait();
      };
      worker.on("message", (wish: RemuxWish) => {
        clearTimeout(timer);
        if (wish.is === "done") resolve(wish.found);
        else answer(wish).catch(reject);
      });
      worker.on("error", (cause) => reject(unreadable(isTooLarge(cause) ? tooLarge : cause)));
      signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
      wait();
    });
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    await worker.terminate();
  }
}

const tooLarge = new Error("it takes too much memory");

/** A thread that reached its own limit says so. */
function isTooLarge(cause: unknown): boolean {
  return (cause as { code?: unknown } | null)?.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function unreadable(cause?: unknown): AppError {
  return new AppError("internal", "What the browser recorded could not be read. What it sent is kept.", { cause });
}
