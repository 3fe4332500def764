import type { Rate } from "./thread-words.ts";

export type Words = { readonly pcm: Int16Array; readonly rate: Rate };

/** What the thread has of it at most: it must last while this thread is busy. Higher only takes memory twice. */
const givenMost = 500;
const pieceMs = 100;
/** A speech is shorter. What is longer comes from something that went wrong, and is cut off there. */
const mostMs = 180_000;

/** What a voice has to say, until it is said: so much of it in the thread that it never runs dry, the rest here. */
export class Outbox {
  #waiting: Words[] = [];
  #given: Words[] = [];
  #waitingMs = 0;
  #givenMs = 0;

  /** How much is not said yet. */
  get ms(): number {
    return this.#waitingMs + this.#givenMs;
  }

  /** Whether there was room for it. */
  push(words: Words): boolean {
    const leftMs = mostMs - this.ms;
    const pcm = words.pcm.slice(0, Math.max(0, Math.floor(leftMs * words.rate / 1_000)));
    if (pcm.length > 0) this.#add({ pcm, rate: words.rate });
    this.#waitingMs += msOf({ pcm, rate: words.rate });
    return pcm.length === words.pcm.length;
  }

  /** What is to be given to the thread now, one after the other. */
  next(): Words | undefined {
    const first = this.#waiting[0];
    if (!first || this.#givenMs >= givenMost) return undefined;
    const samples = first.rate * pieceMs / 1_000;
    const piece = { pcm: first.pcm.slice(0, samples), rate: first.rate };
    if (first.pcm.length <= samples) this.#waiting.shift();
    else this.#waiting[0] = { pcm: first.pcm.subarray(samples), rate: first.rate };
    this.#given.push(piece);
    this.#waitingMs -= msOf(piece);
    this.#givenMs += msOf(piece);
    return piece;
  }

  said(samples: number): void {
    for (let left = samples; left > 0;) {
      const first = this.#given[0];
      if (!first) return;
      const part = Math.min(left, first.pcm.length);
      this.#givenMs -= part * 1_000 / first.rate;
      left -= part;
      if (part === first.pcm.length) this.#given.shift();
      else this.#given[0] = { pcm: first.pcm.subarray(part), rate: first.rate };
    }
    if (this.#given.length === 0) this.#givenMs = 0;
  }

  /** What the thread had is given again: it is another one. */
  again(): void {
    this.#waiting.unshift(...this.#given);
    this.#waitingMs += this.#givenMs;
    this.#given = [];
    this.#givenMs = 0;
  }

  /** Lets go of everything; how much waited here, and how much the thread had. */
  clear(): { readonly waitingMs: number; readonly givenMs: number } {
    const cleared = { waitingMs: this.#waitingMs, givenMs: this.#givenMs };
    [this.#waiting, this.#given] = [[], []];
    this.#waitingMs = this.#givenMs = 0;
    return cleared;
  }

  /** Crumbs are put together: there may be very many. */
  #add({ pcm, rate }: Words): void {
    const last = this.#waiting.at(-1);
    if (last?.rate !== rate || last.pcm.length + pcm.length > rate * pieceMs / 1_000) {
      this.#waiting.push({ pcm, rate });
      return;
    }
    const both = new Int16Array(last.pcm.length + pcm.length);
    both.set(last.pcm);
    both.set(pcm, last.pcm.length);
    this.#waiting[this.#waiting.length - 1] = { pcm: both, rate };
  }
}

function msOf({ pcm, rate }: Words): number {
  return pcm.length * 1_000 / rate;
}
