/** What is looked at: half of 16 kHz is enough for a voice. */
const rate = 8_000;
const lowest = Math.floor(rate / 400);
const highest = Math.ceil(rate / 70);
/** What is compared with itself, 32 ms. */
const windowSize = 256;
/** Samples at 16 kHz that are needed. */
export const pitchSamples = 2 * (windowSize + highest + 1);
/** How unlike itself a period may be. Lower misses hoarse voices, higher finds octaves that nobody sang. */
const threshold = 0.2;

/** The pitch at the end of a voice at 16 kHz in Hz, 70 to 400; 0: none. (YIN, de Cheveigné and Kawahara 2002.) */
export function pitchOf(sound: Float32Array): number {
  const samples = halved(sound.subarray(sound.length - pitchSamples));
  const unlike = new Float32Array(highest + 1).fill(1);
  let sum = 0;
  for (let lag = 1; lag <= highest; lag++) {
    const difference = differenceAt(samples, lag);
    sum += difference;
    unlike[lag] = sum > 0 ? difference * lag / sum : 1;
  }
  const at = (lag: number): number => unlike[lag] ?? 1;
  for (let lag = lowest; lag < highest; lag++) {
    if (at(lag) >= threshold || at(lag + 1) < at(lag)) continue;
    return rate / (lag + valley(at(lag - 1), at(lag), at(lag + 1)));
  }
  return 0;
}

function halved(sound: Float32Array): Float32Array {
  return Float32Array.from({ length: sound.length >> 1 }, (_, n) => (sound[2 * n] ?? 0) + (sound[2 * n + 1] ?? 0));
}

function differenceAt(samples: Float32Array, lag: number): number {
  let sum = 0;
  for (let n = 0; n < windowSize; n++) {
    const difference = (samples[n] ?? 0) - (samples[n + lag] ?? 0);
    sum += difference * difference;
  }
  return sum;
}

/** How far beside the middle of three neighbours their lowest place is. */
function valley(before: number, here: number, after: number): number {
  const bend = before - 2 * here + after;
  return bend > 1e-9 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
}
