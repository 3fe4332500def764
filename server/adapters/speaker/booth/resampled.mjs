// Another rate: each sample is summed from its neighbours, weighed by a wave that lets no tone fold over.

const taps = 32;

/**
 * @param {Float32Array} sound full scale is 1 @param {number} from @param {number} to @returns {Int16Array}
 */
export function resampled(sound, from, to) {
  const out = new Int16Array(Math.floor(sound.length * to / from));
  const step = from / to;
  const cut = Math.min(1, 1 / step);
  const phases = to / greatestCommon(from, to);
  const weights = from === to ? [] : Array.from({ length: phases }, (_, n) => weightsFor((n * step) % 1, cut));
  for (let n = 0; n < out.length; n++) {
    const value = from === to ? sound[n] : summed(sound, Math.floor(n * step + 1e-9), weights[n % phases]);
    out[n] = Math.max(-32_768, Math.min(32_767, Math.round(value * 32_767)));
  }
  return out;
}

function summed(sound, at, weights) {
  let sum = 0;
  for (let tap = 0; tap < taps; tap++) sum += (sound[at + tap - taps / 2 + 1] ?? 0) * weights[tap];
  return sum;
}

/** A sinc under a Hann window, around a point between two samples. */
function weightsFor(fraction, cut) {
  const weights = Array.from({ length: taps }, (_, tap) => {
    const away = tap - taps / 2 + 1 - (fraction > 1 - 1e-9 ? 0 : fraction);
    const wave = Math.abs(away) < 1e-9 ? cut : Math.sin(Math.PI * away * cut) / (Math.PI * away);
    return wave * (0.5 + 0.5 * Math.cos(2 * Math.PI * away / taps));
  });
  const sum = weights.reduce((total, it) => total + it, 0);
  return Float64Array.from(weights, (it) => it / sum);
}

function greatestCommon(a, b) {
  return b === 0 ? a : greatestCommon(b, a % b);
}
