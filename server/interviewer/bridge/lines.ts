import type { Rate } from "./thread-words.ts";

/** 20 ms of what is to be said; `spoken` of its samples are it, the rest is silence behind its end. */
export type Piece = {
  readonly pcm: Int16Array;
  readonly rate: Rate;
  readonly spoken: number;
};

/** What is to be said next. */
export interface Line {
  push(pcm: Int16Array, rate: Rate): void;
  /** undefined: nothing, or not enough while there is time left (`early`). */
  take(early: boolean): Piece | undefined;
  /** Lets go of everything; how much that was. */
  clear(): number;
}

type Chunk = { readonly pcm: Int16Array; readonly rate: Rate };

/** Sound that waits to be said, one piece after the other. */
export class Queue implements Line {
  readonly #chunks: Chunk[] = [];
  #from = 0;
  #ms = 0;

  get ms(): number {
    return this.#chunks.length === 0 ? 0 : this.#ms;
  }

  push(pcm: Int16Array, rate: Rate): void {
    if (pcm.length === 0) return;
    this.#ms = this.ms + pcm.length * 1_000 / rate;
    this.#chunks.push({ pcm, rate });
  }

  take(early: boolean): Piece | undefined {
    const rate = this.#chunks[0]?.rate;
    if (rate === undefined || early && !this.#enough(rate)) return undefined;
    const pcm = new Int16Array(rate / 50);
    let spoken = 0;
    for (let chunk = this.#chunks[0]; chunk?.rate === rate && spoken < pcm.length; chunk = this.#chunks[0]) {
      const part = chunk.pcm.subarray(this.#from, this.#from + pcm.length - spoken);
      pcm.set(part, spoken);
      spoken += part.length;
      this.#from += part.length;
      if (this.#from === chunk.pcm.length) this.#drop();
    }
    this.#ms -= spoken * 1_000 / rate;
    return { pcm, rate, spoken };
  }

  clear(): number {
    const { ms } = this;
    this.#chunks.length = this.#from = 0;
    return ms;
  }

  /** A whole piece, or the end of what comes at this rate. */
  #enough(rate: Rate): boolean {
    let samples = -this.#from;
    for (const chunk of this.#chunks) {
      if (chunk.rate !== rate) return true;
      samples += chunk.pcm.length;
      if (samples >= rate / 50) return true;
    }
    return false;
  }

  #drop(): void {
    this.#chunks.shift();
    this.#from = 0;
  }
}

/** How much waits before somebody's voice begins. Lower is torn by the first late piece, higher is heard late. */
const firstFillMs = 60;
/** By how much it waits longer whenever that was too little, and how long at most. */
const fillStepMs = 40;
const mostFillMs = 220;
/** What waits beyond that is left out where it is quiet, and at the second mark anywhere. */
const slackMs = 100;
const mostMs = 600;
/** A louder sample is said by somebody. */
const quietSample = 300;

/** The voice of somebody who speaks now: what comes unsteadily goes on steadily, and never gets far behind. */
export class LiveLine implements Line {
  readonly #queue = new Queue();
  #filling = true;
  #fillMs = firstFillMs;
  /** Slots since it ran dry. */
  #dry = Infinity;

  push(pcm: Int16Array, rate: Rate): void {
    // It ran dry in the middle of a word rather than at the end of one.
    if (this.#filling && this.#dry < 25) this.#fillMs = Math.min(mostFillMs, this.#fillMs + fillStepMs);
    if (this.#filling) this.#dry = Infinity;
    this.#queue.push(pcm, rate);
    while (this.#queue.ms > mostMs) this.#queue.take(false);
  }

  take(early: boolean): Piece | undefined {
    if (early) return undefined;
    this.#dry++;
    if (this.#filling && this.#queue.ms < this.#fillMs) return undefined;
    this.#filling = false;
    const piece = this.#queue.take(false);
    if (!piece) {
      this.#filling = true;
      this.#dry = 0;
      return undefined;
    }
    return this.#queue.ms > this.#fillMs + slackMs && isQuiet(piece.pcm) ? this.#queue.take(false) : piece;
  }

  clear(): number {
    this.#filling = true;
    return this.#queue.clear();
  }
}

function isQuiet(pcm: Int16Array): boolean {
  return pcm.every((it) => Math.abs(it) < quietSample);
}
