import { describe, expect, it } from "vitest";
import { Detector, type Verdict } from "../../../../server/interviewer/bridge/detector.ts";
import { pitchOf, pitchSamples } from "../../../../server/interviewer/bridge/pitch.ts";
import { pcmOf } from "../../../kit/direct-voice.ts";
import { click, cough, hiss, mixed, silence } from "../../../kit/noises.ts";
import { voiceOf } from "../../../kit/sound.ts";

const verdicts = (pcm: Int16Array): Verdict[] => {
  const detector = new Detector();
  return Array.from(
    { length: Math.floor(pcm.length / 320) },
    (_, n) => detector.hear(pcm.subarray(n * 320, n * 320 + 320)),
  );
};
const sum = (all: readonly Verdict[], what: "speech" | "voiced"): number => all.reduce((it, one) => it + one[what], 0);
const voice = (seed: number): Int16Array => pcmOf(voiceOf(seed), 16_000, 4);
/** A second of the room, then the voice in it. */
const after = (room: Int16Array, said: Int16Array): Int16Array =>
  Int16Array.of(...room.subarray(0, 16_000), ...mixed(said, room.subarray(0, said.length)));

describe("the detector", () => {
  it.each([1, 2, 3, 4])("hears voice %i, and where it pauses", (seed) => {
    const said = voice(seed);
    const all = verdicts(after(hiss(80_000, 20), said)).slice(50);
    const loud = all.map((_, n) => said.subarray(n * 320, n * 320 + 320).some((it) => Math.abs(it) > 3_000));
    const missed = all.filter((it, n) => loud[n] && it.speech === 0).length / loud.filter(Boolean).length;
    expect(missed).toBeLessThan(0.1);
    expect(sum(all, "voiced")).toBeGreaterThan(60);
  });

  it.each([1, 2])("hears voice %i in noise 10 dB below it", (seed) => {
    const all = verdicts(after(hiss(80_000, 2_000), voice(seed))).slice(50);
    expect(all.filter((it) => it.speech > 0).length).toBeGreaterThan(60);
  });

  it("takes neither silence nor hiss for speech", () => {
    expect(sum(verdicts(silence(32_000)), "speech")).toBe(0);
    expect(sum(verdicts(hiss(64_000, 1_000)).slice(25), "speech")).toBeLessThan(8);
  });

  it("finds hardly anything voiced in coughs and clicks: less than 60 ms of each", () => {
    for (const seed of [2, 3, 4, 5]) {
      expect(sum(verdicts(mixed(cough(seed), hiss(32_000, 20))), "voiced")).toBeLessThan(6);
    }
    expect(sum(verdicts(mixed(click(16_000), hiss(16_000, 20))), "voiced")).toBeLessThan(6);
  });
});

describe("the pitch", () => {
  it.each([80, 110, 147.5, 220, 330])("of %d Hz is found", (hertz) => {
    const sound = Float32Array.from({ length: pitchSamples }, (_, n) => {
      const turn = 2 * Math.PI * hertz * n / 16_000;
      return 0.3 * Math.sin(turn) + 0.2 * Math.sin(2 * turn) + 0.1 * Math.sin(3 * turn + 1);
    });
    expect(Math.abs(pitchOf(sound) / hertz - 1)).toBeLessThan(0.02);
  });

  it("of noise is none", () => {
    expect(pitchOf(Float32Array.from(hiss(pitchSamples, 8_000), (it) => it / 32_768))).toBe(0);
  });
});
