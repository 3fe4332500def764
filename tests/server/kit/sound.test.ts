import { expect, it } from "vitest";
import { Chance } from "../../kit/chance.ts";
import { likeness, type Voice, voiceOf } from "../../kit/sound.ts";

/** As it comes out of a call: from another place on, quieter, with noise. */
function heard({ rate, samples }: Voice, fromSeconds: number, noise: number): Voice {
  const chance = new Chance(5);
  const from = fromSeconds * rate;
  const at = (i: number): number => (samples[(from + i) % samples.length] ?? 0) * 0.3 + chance.between(-noise, noise);
  return { rate, samples: Float32Array.from({ length: rate * 4 }, (_, i) => at(i)) };
}

it("knows a voice wherever it begins, quiet and with noise", () => {
  const voice = voiceOf(1);
  expect(likeness(heard(voice, 0, 0), voice)).toBeGreaterThan(0.99);
  expect(likeness(heard(voice, 4.37, 0.01), voice)).toBeGreaterThan(0.95);
});

it("takes no voice for another", () => {
  const voices = Array.from({ length: 8 }, (_, seed) => voiceOf(seed));
  voices.forEach((voice, at) => {
    const other = voices[(at + 1) % voices.length] ?? voice;
    expect(likeness(heard(voice, 1, 0), other)).toBeLessThan(0.45);
  });
});

it("hears nothing in silence", () => {
  expect(likeness({ rate: 48_000, samples: new Float32Array(48_000 * 3) }, voiceOf(1))).toBe(0);
});
