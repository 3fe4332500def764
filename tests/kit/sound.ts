import { Buffer } from "node:buffer";
import { Chance } from "./chance.ts";

/** Somebody's voice, made by code: syllables of gliding tones with gaps between, another for each seed. */
export type Voice = {
  readonly rate: number;
  readonly samples: Float32Array;
};

const voiceRate = 48_000;
const voiceSeconds = 6;
/** What is compared: enough for the tones, and few samples. */
const comparedRate = 4_000;
/** Quieter than this, a second holds nothing to compare. */
const heardFrom = 0.005;

/** A voice to speak with. It can be repeated without a click. */
export function voiceOf(seed: number): Voice {
  const chance = new Chance(seed * 7_919 + 17);
  const samples = new Float32Array(voiceRate * voiceSeconds);
  const base = chance.between(110, 220);
  for (let at = 0; at < samples.length;) {
    const length = Math.min(samples.length - at, Math.round(voiceRate * chance.between(0.09, 0.28)));
    addSyllable(samples.subarray(at, at + length), base * chance.between(0.75, 1.5), chance);
    at += length + Math.round(voiceRate * chance.between(0.02, chance.below(6) === 0 ? 0.3 : 0.08));
  }
  return { rate: voiceRate, samples };
}

/** Not a voice but one tone, which is all that some browsers have for a microphone. */
export function toneOf(hertz: number): Voice {
  const samples = Float32Array.from(
    { length: voiceRate * voiceSeconds },
    (_, at) => 0.1 * Math.sin(2 * Math.PI * hertz * at / voiceRate),
  );
  return { rate: voiceRate, samples };
}

/** Harmonics under a shape like that of a vowel, and a glide, rising and falling softly. */
function addSyllable(into: Float32Array, hertz: number, chance: Chance): void {
  const glide = chance.between(-0.35, 0.35);
  const vowel = [chance.between(300, 800), chance.between(900, 1_800)];
  const weight = (it: number): number => vowel.reduce((sum, at) => sum + Math.exp(-(((it - at) / 250) ** 2)), 0.05);
  const weights = Array.from({ length: 12 }, (_, n) => weight(hertz * (n + 1)));
  const all = weights.reduce((sum, it) => sum + it, 0);
  let phase = chance.between(0, 2 * Math.PI);
  for (let i = 0; i < into.length; i++) {
    const share = i / into.length;
    phase += 2 * Math.PI * hertz * (1 + glide * share) / voiceRate;
    const loud = 0.5 * Math.sin(Math.PI * share) ** 0.7;
    into[i] = loud * weights.reduce((sum, it, n) => sum + it * Math.sin(phase * (n + 1)), 0) / all * 2;
  }
}

/** The voice as a file that Chromium takes for a microphone. */
export function wavOf({ rate, samples }: Voice): Buffer {
  const head = Buffer.alloc(44);
  const bytes = samples.length * 2;
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(bytes, 40);
  const body = Buffer.alloc(bytes);
  samples.forEach((it, at) => body.writeInt16LE(Math.round(Math.max(-1, Math.min(1, it)) * 32_767), at * 2));
  return Buffer.concat([head, body]);
}

/**
 * How much of what was heard is this voice, 0 to 1: the median over its seconds of how well each fits somewhere into the
 * voice, which is repeated without end. Whole recordings cannot be compared: a jitter buffer stretches time.
 */
export function likeness(heard: Voice, voice: Voice): number {
  const reference = resampled(voice);
  const repeated = new Float32Array(reference.length + comparedRate);
  repeated.set(reference);
  repeated.set(reference.subarray(0, comparedRate), reference.length);
  const compare = comparer(repeated);
  const scores = secondsOf(resampled(heard)).map(compare).sort((a, b) => a - b);
  return scores[Math.floor(scores.length / 2)] ?? 0;
}

/** How many seconds of it are not silent. */
export function secondsHeard(heard: Voice): number {
  return secondsOf(resampled(heard)).length;
}

function secondsOf(samples: Float32Array): Float32Array[] {
  const all = Array.from(
    { length: Math.floor(samples.length / comparedRate) },
    (_, at) => samples.subarray(at * comparedRate, (at + 1) * comparedRate),
  );
  return all.filter((it) => Math.sqrt(energy(it) / it.length) > heardFrom);
}

function energy(samples: Float32Array): number {
  return samples.reduce((sum, it) => sum + it * it, 0);
}

/** Fewer samples, each the mean of those it stands for. */
function resampled({ rate, samples }: Voice): Float32Array {
  const ratio = rate / comparedRate;
  return Float32Array.from({ length: Math.floor(samples.length / ratio) }, (_, at) => {
    const part = samples.subarray(Math.floor(at * ratio), Math.floor((at + 1) * ratio));
    return part.reduce((sum, it) => sum + it, 0) / part.length;
  });
}

/** Finds the best normalised correlation of a second with any place of the reference. */
function comparer(reference: Float32Array): (second: Float32Array) => number {
  const size = 2 ** Math.ceil(Math.log2(reference.length + comparedRate));
  const [refReal, refImaginary] = [padded(reference, size), new Float64Array(size)];
  fourier(refReal, refImaginary);
  const sums = new Float64Array(reference.length + 1);
  reference.forEach((it, at) => sums[at + 1] = (sums[at] ?? 0) + it * it);
  return (second) => {
    const [real, imaginary] = [padded(second, size), new Float64Array(size)];
    fourier(real, imaginary);
    for (let i = 0; i < size; i++) {
      const [a = 0, b = 0, c = 0, d = 0] = [refReal[i], refImaginary[i], real[i], imaginary[i]];
      // The reference times the second's conjugate; conjugated once more, so that the same transform turns it back.
      real[i] = a * c + b * d;
      imaginary[i] = -(b * c - a * d);
    }
    fourier(real, imaginary);
    const own = energy(second);
    let best = 0;
    for (let lag = 0; lag + second.length <= reference.length; lag++) {
      const there = (sums[lag + second.length] ?? 0) - (sums[lag] ?? 0);
      if (there > own * 1e-6) best = Math.max(best, (real[lag] ?? 0) / size / Math.sqrt(there * own));
    }
    return best;
  };
}

function padded(samples: Float32Array, size: number): Float64Array {
  const all = new Float64Array(size);
  all.set(samples);
  return all;
}

/** A fast Fourier transform, in place. */
function fourier(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length;
  const swap = (list: Float64Array, a: number, b: number): void => {
    [list[a], list[b]] = [list[b] ?? 0, list[a] ?? 0];
  };
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) [real, imaginary].forEach((it) => swap(it, i, j));
  }
  for (let length = 2; length <= n; length <<= 1) {
    const angle = -2 * Math.PI / length;
    for (let k = 0; k < length / 2; k++) {
      const [cos, sin] = [Math.cos(angle * k), Math.sin(angle * k)];
      for (let at = k; at < n; at += length) {
        const to = at + length / 2;
        const [x = 0, y = 0, u = 0, v = 0] = [real[to], imaginary[to], real[at], imaginary[at]];
        const [p, q] = [x * cos - y * sin, x * sin + y * cos];
        real[at] = u + p;
        imaginary[at] = v + q;
        real[to] = u - p;
        imaginary[to] = v - q;
      }
    }
  }
}
