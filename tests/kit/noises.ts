// Sounds that are no speech, 16 kHz mono, the same in each run.
import { Chance } from "./chance.ts";

const rate = 16_000;

export function silence(samples: number): Int16Array {
  return new Int16Array(samples);
}

/** White noise of that level. */
export function hiss(samples: number, level: number, seed = 1): Int16Array {
  const chance = new Chance(seed);
  return Int16Array.from({ length: samples }, () => (chance.share() * 2 - 1) * level);
}

/** A deep tone with its harmonics, as from a fan or the mains. */
export function hum(samples: number, hertz: number): Int16Array {
  return Int16Array.from({ length: samples }, (_, n) => {
    const turn = 2 * Math.PI * hertz * n / rate;
    return 1_500 * Math.sin(turn) + 500 * Math.sin(2 * turn) + 250 * Math.sin(3 * turn);
  });
}

/** Two bursts of breath through a throat, and nothing that rings. */
export function cough(seed = 2): Int16Array {
  const chance = new Chance(seed);
  const sound = new Int16Array(2 * rate);
  for (const [startMs, lengthMs, level] of [[400, 180, 14_000], [750, 120, 9_000]] as const) {
    let [low, last] = [0, 0];
    for (let n = 0; n < lengthMs * 16; n++) {
      const noise = chance.share() * 2 - 1;
      low += 0.45 * (noise - low);
      last = 0.6 * last + 0.4 * low;
      const shape = Math.min(1, n / 80) * Math.exp(-n / (lengthMs * 5));
      sound[startMs * 16 + n] = level * shape * (low - 0.5 * last);
    }
  }
  return sound;
}

/** Short knocks, as a door or a keyboard makes them. */
export function click(samples: number, everyMs = 180, seed = 3): Int16Array {
  const chance = new Chance(seed);
  const sound = new Int16Array(samples);
  for (let start = 800; start < samples; start += everyMs * 16) {
    const level = 4_000 + chance.share() * 12_000;
    for (let n = 0; n < 160 && start + n < samples; n++) {
      sound[start + n] = level * Math.exp(-n / 25) * (chance.share() * 2 - 1);
    }
  }
  return sound;
}

/** Somebody agrees with the mouth closed: two hums, the second higher. */
export function agreeing(ms: number): Int16Array {
  const samples = ms * 16;
  let phase = 0;
  return Int16Array.from({ length: samples }, (_, n) => {
    const share = n / samples;
    const dip = share > 0.42 && share < 0.52 ? 0.15 : 1;
    phase += 2 * Math.PI * (share < 0.47 ? 118 : 138) / rate;
    const shape = Math.sin(Math.PI * share) ** 0.5 * dip;
    return 5_000 * shape * (Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.12 * Math.sin(3 * phase));
  });
}

/** Both together. */
export function mixed(a: Int16Array, b: Int16Array): Int16Array {
  return a.map((it, n) => Math.max(-32_768, Math.min(32_767, it + (b[n] ?? 0))));
}
