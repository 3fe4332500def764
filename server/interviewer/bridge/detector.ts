import type { Frame } from "./bridge.ts";
import { pitchOf, pitchSamples } from "./pitch.ts";

export type Verdict = Pick<Frame, "speech" | "voiced" | "pitch">;
export const nothing: Verdict = { speech: 0, voiced: 0, pitch: 0 };

/** 10 ms at 16 kHz. */
const half = 160;
/** Where the bands of a voice are parted, in Hz. */
const edges = [120, 400, 1_000, 2_400].map((hertz) => 1 - Math.exp(-2 * Math.PI * hertz / 16_000));
const bands = edges.length + 1;
/** How much each band counts: what is below a voice does not, what hisses counts less. */
const weights = [0, 1, 1, 1, 0.6];
/** Quieter than this is nobody. Lower hears the neighbours, higher misses who sits far from the microphone. */
const quietDb = -62;
/** By how much the floor rises in 10 ms of louder sound, a factor. Higher takes long vowels for noise. */
const floorRises = 1.0015;
/** From here on a half is strongly voiced: coughs, clicks and hisses hardly ever are. */
const strong = 0.8;

/**
 * Tells speech from noise by how far its bands rise above the quietest they lately were and by whether it repeats itself.
 * It judges within 20 ms and is fooled by what others say in the background; a slower judge confirms it.
 */
export class Detector {
  /** The last samples, newest at the end. */
  readonly #sound = new Float32Array(Math.max(640, pitchSamples));
  readonly #split = new Float64Array(edges.length * 2);
  readonly #floor = new Float64Array(bands).fill(-1);

  /** Judges 20 ms at 16 kHz. `adapts` false: it was made up, and says nothing about how quiet it is there. */
  hear(pcm: Int16Array, adapts = true): Verdict {
    let [speech, voiced] = [0, 0];
    for (let from = 0; from + half <= pcm.length; from += half) {
      const { score, periodic } = this.#judge(pcm.subarray(from, from + half), adapts);
      if (score <= 0) continue;
      speech++;
      if (periodic > strong) voiced++;
    }
    return { speech: count(speech), voiced: count(voiced), pitch: voiced > 0 ? pitchOf(this.#sound) : 0 };
  }

  #judge(pcm: Int16Array, adapts: boolean): { score: number; periodic: number } {
    const sound = this.#sound;
    sound.copyWithin(0, half);
    const start = sound.length - half;
    let power = 0;
    for (let n = 0; n < half; n++) {
      const sample = (pcm[n] ?? 0) / 32_768;
      sound[start + n] = sample;
      power += sample * sample;
    }
    const above = this.#above(sound.subarray(start), adapts);
    if (10 * Math.log10(power / half + 1e-12) < quietDb) return { score: -1, periodic: 0 };
    const periodic = periodicity(sound.subarray(sound.length - 640));
    return { score: (above - 5) / 3 + (periodic - 0.55) * 5, periodic };
  }

  /** How many dB the bands are above their floor, on the mean. */
  #above(sound: Float32Array, adapts: boolean): number {
    const floor = this.#floor;
    return energies(sound, this.#split).reduce((sum, energy, band) => {
      const power = energy / half + 1e-9;
      const before = floor[band] ?? -1;
      const low = before < 0 ? power : before;
      const now = power < low ? low + 0.2 * (power - low) : Math.min(power, low * floorRises);
      if (adapts) floor[band] = now;
      const db = Math.max(0, Math.min(20, 10 * Math.log10(power / now)));
      return sum + db * (weights[band] ?? 0);
    }, 0) / 3.6;
  }
}

/** The energy in each band, lowest first, by filters that are kept in `split`. */
function energies(sound: Float32Array, split: Float64Array): Float64Array {
  const sums = new Float64Array(bands);
  for (const sample of sound) {
    let rest = sample;
    for (let band = edges.length - 1; band >= 0; band--) {
      const edge = edges[band] ?? 0;
      const first = split[2 * band] = (split[2 * band] ?? 0) + edge * (rest - (split[2 * band] ?? 0));
      const low = split[2 * band + 1] = (split[2 * band + 1] ?? 0) + edge * (first - (split[2 * band + 1] ?? 0));
      sums[band + 1] = (sums[band + 1] ?? 0) + (rest - low) ** 2;
      rest = low;
    }
    sums[0] = (sums[0] ?? 0) + rest * rest;
  }
  return sums;
}

/** How well 40 ms repeat themselves at any pitch from 70 to 400 Hz, 0 to 1; looked at in 4 kHz. */
function periodicity(sound: Float32Array): number {
  const few = new Float32Array(160);
  let mean = 0;
  for (let n = 0; n < 160; n++) {
    const sum = (sound[4 * n] ?? 0) + (sound[4 * n + 1] ?? 0) + (sound[4 * n + 2] ?? 0) + (sound[4 * n + 3] ?? 0);
    few[n] = sum;
    mean += sum / 160;
  }
  for (let n = 0; n < 160; n++) few[n] = (few[n] ?? 0) - mean;
  let best = 0;
  for (let lag = 10; lag <= 57; lag++) best = Math.max(best, likeness(few, lag));
  return best;
}

function likeness(sound: Float32Array, lag: number): number {
  let [both, here, there] = [0, 1e-9, 1e-9];
  for (let n = 0; n < 100; n++) {
    const a = sound[n] ?? 0;
    const b = sound[n + lag] ?? 0;
    both += a * b;
    here += a * a;
    there += b * b;
  }
  return both / Math.sqrt(here * there);
}

function count(halves: number): 0 | 1 | 2 {
  return halves >= 2 ? 2 : halves === 1 ? 1 : 0;
}
