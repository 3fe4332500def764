import type { Ending } from "./pauses.ts";

type Point = { readonly atMs: number; readonly semitones: number };

/** The last voiced sound is what an ending is told by. */
const lastMs = 400;
/** A gap this long ends a stretch of voice. */
const gapMs = 60;
/** Falls by so much, and it was the end of a sentence. */
const fallsPerSecond = -3;
const fallsBelow = -2;
/** Held so long at one height, it is an "um". */
const heldMs = 320;
const heldWithin = 0.6;
/** Enough of somebody to know how high they speak. */
const knownFrom = 25;
const keptPoints = 1_500;

/** Listens to how high somebody speaks, and tells from it whether they seem to be done. */
export class Melody {
  readonly #heights: number[] = [];
  #stretch: Point[] = [];

  note(atMs: number, pitch: number): void {
    if (pitch <= 0) return;
    const semitones = 12 * Math.log2(pitch / 100);
    const last = this.#stretch.at(-1);
    if (last && atMs - last.atMs > gapMs) this.#stretch = [];
    this.#stretch.push({ atMs, semitones });
    this.#heights.push(semitones);
    if (this.#heights.length > keptPoints) this.#heights.shift();
    if (this.#stretch.length > keptPoints) this.#stretch.shift();
  }

  /** How what was said last ended. */
  ending(): Ending {
    const last = this.#stretch.at(-1);
    if (!last) return "plain";
    const tail = this.#stretch.filter((it) => it.atMs > last.atMs - lastMs);
    const heldMsNow = last.atMs - (tail[0]?.atMs ?? last.atMs);
    const mean = tail.reduce((sum, it) => sum + it.semitones, 0) / tail.length;
    const spread = Math.sqrt(tail.reduce((sum, it) => sum + (it.semitones - mean) ** 2, 0) / tail.length);
    if (heldMsNow >= heldMs && spread <= heldWithin) return "open";
    if (tail.length >= 4 && slope(tail) <= fallsPerSecond) return "done";
    return this.#heights.length >= knownFrom && last.semitones < median(this.#heights) + fallsBelow ? "done" : "plain";
  }
}

/** Semitones a second, by least squares. */
function slope(points: readonly Point[]): number {
  const n = points.length;
  const meanAt = points.reduce((sum, it) => sum + it.atMs, 0) / n;
  const mean = points.reduce((sum, it) => sum + it.semitones, 0) / n;
  const along = points.reduce((sum, it) => sum + (it.atMs - meanAt) * (it.semitones - mean), 0);
  const across = points.reduce((sum, it) => sum + (it.atMs - meanAt) ** 2, 0);
  return across === 0 ? 0 : along / across * 1_000;
}

function median(all: readonly number[]): number {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
