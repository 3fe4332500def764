// How loud each of 129 tones is in frames of 256 samples. Two frames go through one transform, as its two halves.

const size = 256;
const turns = Array.from({ length: size / 2 }, (_, n) => -2 * Math.PI * n / size);
const [cosines, sines] = [Float64Array.from(turns, Math.cos), Float64Array.from(turns, Math.sin)];
const mirrored = Uint8Array.from({ length: size }, (_, n) =>
  Number.parseInt(
    n.toString(2).padStart(8, "0").split("").reverse().join(""),
    2,
  ));
const [real, imaginary] = [new Float64Array(size), new Float64Array(size)];

/**
 * Writes the levels of all frames, one row after the other.
 * @param {Float32Array} sound
 * @param {{ shape: Float32Array, frames: number, hop: number, bins: number, into: Float32Array, at: number }} how an even
 *   number of frames
 */
export function spectra(sound, { shape, frames, hop, bins, into, at }) {
  for (let frame = 0; frame < frames; frame += 2) {
    for (let i = 0; i < size; i++) {
      real[mirrored[i]] = sound[frame * hop + i] * shape[i];
      imaginary[mirrored[i]] = sound[(frame + 1) * hop + i] * shape[i];
    }
    transform();
    const row = at + frame * bins;
    for (let bin = 0; bin < bins; bin++) {
      const other = (size - bin) % size;
      into[row + bin] = lengthOf(real[bin] + real[other], imaginary[bin] - imaginary[other]) / 2;
      into[row + bins + bin] = lengthOf(imaginary[bin] + imaginary[other], real[other] - real[bin]) / 2;
    }
  }
}

/** Without hypot's care for numbers that are huge, which it takes its time for. */
function lengthOf(x, y) {
  return Math.sqrt(x * x + y * y);
}

/** Fourier's, in place, of what lies in mirrored order. */
function transform() {
  for (let half = 1; half < size; half *= 2) {
    const step = size / (2 * half);
    for (let start = 0; start < size; start += 2 * half) {
      for (let n = 0; n < half; n++) {
        const a = start + n;
        const b = a + half;
        const cosine = cosines[n * step];
        const sine = sines[n * step];
        const re = real[b] * cosine - imaginary[b] * sine;
        const im = real[b] * sine + imaginary[b] * cosine;
        real[b] = real[a] - re;
        imaginary[b] = imaginary[a] - im;
        real[a] += re;
        imaginary[a] += im;
      }
    }
  }
}
