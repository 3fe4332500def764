import process from "node:process";
import { Worker } from "node:worker_threads";
import { Chance } from "../../kit/chance.ts";
import { type TargetName, targets } from "./targets.ts";

export type RoundStart = {
  readonly name: TargetName;
  readonly seed: number;
  readonly from: number;
  readonly cases: number;
  /** Where it is, in memory that both threads see. */
  readonly at: Int32Array;
};
export type RoundWord =
  | { readonly is: "ready" }
  | { readonly is: "done" }
  | { readonly is: "found"; readonly at: number; readonly why: string };

/** A case that a reader failed; the seed and its number make it again. */
export type Found = { readonly at: number; readonly why: string };
export type Round = {
  readonly cases: number;
  readonly seed: number;
  readonly found: readonly Found[];
  /** Cases that the reader's thread had to end, and did. */
  readonly contained: number;
  /** How large the process was at the most, and by how much it grew meanwhile. */
  readonly peakBytes: number;
  readonly grewBytes: number;
};
type Options = {
  readonly cases: number;
  readonly seed: number;
  /** The first case; higher goes on where a round was broken off. */
  readonly from?: number;
  readonly onProgress?: (at: number, found: number) => void;
};

/** Far more of a processor's time than a case can take, unless something goes round and round. */
const caseMs = 2_500;
/** Nobody waits so long for what still comes, on a machine however busy. */
const idleMs = 120_000;
/** A reader that keeps what it should not is seen by it. */
const maxGrowthBytes = 400e6;
const heapBytes = 160e6;
const lookEveryMs = 50;
/** What is broken so often needs no more proof. */
const mostFound = 20;

/** What chance a case has: each its own, so that any of them can be had alone. */
export function caseOf(seed: number, at: number): Chance {
  return new Chance(Math.imul(at + 1, 0x9e37_79b1) ^ seed);
}

/** Attacks a reader so many times; what hangs or grows without end is stopped, counted and passed over. */
export async function attackReader(name: TargetName, options: Options): Promise<Round> {
  const { cases, seed, from = 0, onProgress = () => {} } = options;
  const found: Found[] = [];
  let [contained, peakBytes, grewBytes] = [0, 0, 0];
  for (let next = from; next < cases && found.length < mostFound;) {
    const stretch = await attackFrom({ name, seed, from: next, cases }, { found, onProgress });
    peakBytes = Math.max(peakBytes, stretch.peakBytes);
    grewBytes = Math.max(grewBytes, stretch.grewBytes);
    next = stretch.at + 1;
    if (stretch.stopped === undefined) continue;
    const why = await outcome(name, caseOf(seed, stretch.at), stretch.stopped);
    if (why === undefined) contained++;
    else found.push({ at: stretch.at, why });
  }
  return { cases: cases - from, seed, found, contained, peakBytes, grewBytes };
}

/** undefined: the thread that the reader runs in ends it. */
async function outcome(name: TargetName, chance: Chance, stopped: string): Promise<string | undefined> {
  const { contained } = targets[name] as { contained?: (chance: Chance) => Promise<void> };
  if (!contained) return stopped;
  return await Promise.resolve(contained(chance)).then(
    () => undefined,
    (error) => `${stopped}, then: ${String(error)}`,
  );
}

type Stretch = Pick<Round, "peakBytes" | "grewBytes"> & { readonly at: number; readonly stopped: string | undefined };
type Watching = { readonly found: Found[]; readonly onProgress: (at: number, found: number) => void };

/** Until the last case, or until one has to be stopped. */
async function attackFrom(start: Omit<RoundStart, "at">, { found, onProgress }: Watching): Promise<Stretch> {
  const at = new Int32Array(new SharedArrayBuffer(4)).fill(start.from);
  const worker = new Worker(new URL("./round-worker.ts", import.meta.url), {
    workerData: { ...start, at } satisfies RoundStart,
    resourceLimits: { maxOldGenerationSizeMb: heapBytes / 1e6 },
  });
  const watch = new Watch(at);
  const ended = endOf(worker, { found, ready: () => watch.begin() });
  let looking: ReturnType<typeof setInterval> | undefined;
  const overdue = new Promise<string>((resolve) => {
    looking = setInterval(() => {
      onProgress(at[0] ?? 0, found.length);
      const complaint = watch.look();
      if (complaint !== undefined) resolve(complaint);
    }, lookEveryMs);
  });
  try {
    const stopped = await Promise.race([ended, overdue]);
    return { at: at[0] ?? 0, stopped, peakBytes: watch.peakBytes, grewBytes: watch.grewBytes };
  } finally {
    clearInterval(looking);
    await worker.terminate();
  }
}

/** Resolves when all cases were had or enough was found, to undefined, or to how a case ended the thread. */
function endOf(
  worker: Worker,
  { found, ready }: { readonly found: Found[]; readonly ready: () => void },
): Promise<string | undefined> {
  return new Promise((resolve) => {
    worker.on("message", (word: RoundWord) => {
      if (word.is === "ready") ready();
      else if (word.is === "done") resolve(undefined);
      else if (found.push({ at: word.at, why: word.why }) >= mostFound) resolve(undefined);
    });
    worker.on("error", (error) => resolve(`it ended its thread: ${String(error)}`));
  });
}

/** Knows what is wrong with the case that runs, as far as time and memory tell. */
class Watch {
  readonly #at: Int32Array;
  #base = Infinity;
  #peak = 0;
  #seen = -1;
  #since = process.cpuUsage();
  #sinceMs = performance.now();

  constructor(at: Int32Array) {
    this.#at = at;
  }

  /** From here on it is the reader that takes time and memory, and no longer what it is made of. */
  begin(): void {
    this.#base = process.memoryUsage().rss;
    this.#next();
  }

  get peakBytes(): number {
    return this.#peak;
  }

  get grewBytes(): number {
    return Math.max(0, this.#peak - this.#base);
  }

  look(): string | undefined {
    this.#peak = Math.max(this.#peak, process.memoryUsage().rss);
    if (this.#at[0] !== this.#seen) this.#next();
    if (this.#base === Infinity) return undefined;
    const { user, system } = process.cpuUsage(this.#since);
    if ((user + system) / 1_000 > caseMs) return "it goes on without end";
    if (performance.now() - this.#sinceMs > idleMs) return "it waits for what never comes";
    return this.grewBytes > maxGrowthBytes ? `it took ${Math.round(this.grewBytes / 1e6)} MB` : undefined;
  }

  #next(): void {
    this.#seen = this.#at[0] ?? 0;
    this.#since = process.cpuUsage();
    this.#sinceMs = performance.now();
  }
}
