import { createDecoder } from "libopus-wasm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEncoders } from "../../../../server/interviewer/bridge/codec.ts";
import { type Line, LiveLine, Queue } from "../../../../server/interviewer/bridge/lines.ts";
import { Mouth } from "../../../../server/interviewer/bridge/mouth.ts";
import type { Slot } from "../../../../server/interviewer/bridge/thread-words.ts";
import { Chance } from "../../../kit/chance.ts";
import { pcmOf, toneLevel } from "../../../kit/direct-voice.ts";
import { likeness, voiceOf } from "../../../kit/sound.ts";

type Said = Slot & { readonly atMs: number };
let mouth: Mouth;
let said: Said[];
let speaking: [boolean, number][];
let nowMs: number;

const open = async (line: Line): Promise<void> => {
  [said, speaking, nowMs] = [[], [], 0];
  mouth = new Mouth({
    encoders: await openEncoders(),
    line,
    slot: (it) => void said.push({ ...it, atMs: nowMs }),
    speaking: (on) => void speaking.push([on, nowMs]),
    nowMs,
  });
};
const pass = (ms: number): void => {
  for (const end = nowMs + ms; nowMs < end;) {
    nowMs += 10;
    mouth.due(nowMs);
  }
};
const tone = (ms: number, rate: 16_000 | 24_000 = 24_000): Int16Array =>
  Int16Array.from({ length: rate * ms / 1_000 }, (_, n) => 10_000 * Math.sin(2 * Math.PI * 500 * n / rate));
const sent = (): Said[] => said.filter((it) => it.payload !== null);
const sound = async (): Promise<Int16Array> => {
  const decoder = await createDecoder({ channels: 1, sampleRate: 16_000 });
  const first = said[0]?.number ?? 0;
  const all = new Int16Array(((said.at(-1)?.number ?? 0) - first + 1) * 320);
  for (const { payload, number } of said) if (payload) all.set(decoder.decode(payload), (number - first) * 320);
  decoder.free();
  return all;
};

describe("a mouth", () => {
  beforeEach(() => open(new Queue()));
  afterEach(() => mouth.close());

  it("says everything in order, one slot each 20 ms, and never more than 120 ms ahead", async () => {
    const voice = pcmOf(voiceOf(1), 24_000, 4);
    mouth.say(voice, 24_000, 0, nowMs);
    pass(4_500);
    const spoken = said.filter((it) => it.spoken > 0);
    expect(spoken.map((it) => it.number)).toEqual(Array.from({ length: 200 }, (_, n) => (spoken[0]?.number ?? 0) + n));
    expect(Math.max(...said.map((it) => it.number * 20 + 20 - it.atMs))).toBeLessThanOrEqual(120);
    expect(spoken.reduce((sum, it) => sum + it.spoken, 0)).toBe(voice.length);
    const heard = await sound();
    expect(likeness({ rate: 16_000, samples: Float32Array.from(heard, (it) => it / 32_768) }, voiceOf(1)))
      .toBeGreaterThan(0.9);
    expect(speaking.map(([on]) => on)).toEqual([true, false]);
  });

  it("sends nothing in a pause, and marks what follows it with its place on the line of time", () => {
    mouth.say(tone(200), 24_000, 0, nowMs);
    pass(3_000);
    const before = sent();
    expect(sent().filter((it) => it.number > 60)).toEqual([]);
    mouth.say(tone(200), 24_000, 0, nowMs);
    pass(100);
    const [first] = sent().slice(before.length);
    expect(first).toMatchObject({ marker: true, number: 151 });
    expect(before[0]?.marker).toBe(true);
    expect(before.filter((it) => it.marker).length).toBe(1);
    expect(sent().every((it) => (it.payload?.length ?? 0) > 2)).toBe(true);
  });

  it("falls silent within the slots that are on their way, fading, and says how much was left", async () => {
    mouth.say(tone(10_000), 24_000, 0, nowMs);
    pass(500);
    const on = said.filter((it) => it.spoken > 0).length;
    const leftMs = mouth.hush(nowMs);
    expect(leftMs).toBe(10_000 - on * 20 - 8);
    const heard = await sound();
    pass(500);
    const after = await sound();
    expect(toneLevel(after.subarray(heard.length - 640 - 160, heard.length - 320), 500, 16_000)).toBeGreaterThan(-30);
    expect(toneLevel(after.subarray(heard.length + 160), 500, 16_000)).toBeLessThan(-50);
    const last = said.filter((it) => it.level < 40).at(-1);
    expect((last?.number ?? 0) * 20 + 8 - 500).toBeLessThanOrEqual(100);
    expect(speaking.at(-1)).toEqual([false, 520]);
  });

  it("speaks lower while it is ducked, without a click, and at full after it was silenced", async () => {
    mouth.say(tone(2_000), 24_000, 0, nowMs);
    pass(500);
    mouth.duck(true);
    pass(500);
    mouth.duck(false);
    pass(1_500);
    const heard = await sound();
    const level = (fromMs: number): number => toneLevel(heard.subarray(fromMs * 16, fromMs * 16 + 3_200), 500, 16_000);
    expect(level(200) - level(700)).toBeGreaterThan(10);
    expect(Math.abs(level(1_400) - level(200))).toBeLessThan(1);
    const steps = heard.subarray(1_600, 30_000).map((it, n, all) => Math.abs(it - (all[n - 1] ?? it)));
    expect(Math.max(...steps)).toBeLessThan(3_000);
    mouth.say(tone(1_000), 24_000, 0, nowMs);
    pass(200);
    mouth.duck(true);
    mouth.hush(nowMs);
    mouth.say(tone(400), 24_000, 1, nowMs);
    pass(600);
    expect(Math.min(...said.slice(-15).map((it) => it.level))).toBeLessThan(17);
  });

  it("waits for the rest of a piece as long as there is time, and no longer", () => {
    mouth.say(tone(50), 24_000, 0, nowMs);
    expect(said.filter((it) => it.spoken > 0).length).toBe(2);
    mouth.say(tone(50), 24_000, 0, nowMs);
    pass(200);
    expect(said.filter((it) => it.spoken > 0).map((it) => it.spoken)).toEqual([480, 480, 480, 480, 480]);
    mouth.say(tone(30), 24_000, 0, nowMs);
    pass(100);
    expect(said.filter((it) => it.spoken > 0).slice(-2).map((it) => it.spoken)).toEqual([480, 240]);
  });

  it("sends a little further ahead for a while when the machine was late", () => {
    const aheadMs = (): number => Math.max(...said.slice(-10).map((it) => it.number * 20 + 20 - it.atMs));
    mouth.say(tone(60_000), 24_000, 0, nowMs);
    pass(500);
    expect(aheadMs()).toBe(40);
    nowMs += 60;
    mouth.due(nowMs);
    pass(500);
    expect(aheadMs()).toBe(60);
    pass(31_000);
    expect(aheadMs()).toBe(40);
  });

  it("takes two rates one after the other", async () => {
    mouth.say(tone(310, 24_000), 24_000, 0, nowMs);
    mouth.say(tone(300, 16_000), 16_000, 0, nowMs);
    pass(900);
    const heard = await sound();
    expect(toneLevel(heard.subarray(1_600, 4_800), 500, 16_000)).toBeGreaterThan(-16);
    expect(toneLevel(heard.subarray(6_400, 9_600), 500, 16_000)).toBeGreaterThan(-16);
  });

  it("goes on where it stopped after a time in which nobody ran it, without a bunch", () => {
    mouth.say(tone(3_000), 24_000, 0, nowMs);
    pass(500);
    nowMs += 1_000;
    const before = said.length;
    mouth.due(nowMs);
    expect(said.length - before).toBeLessThanOrEqual(3);
    pass(3_000);
    expect(said.reduce((sum, it) => sum + it.spoken, 0)).toBe(72_000);
  });
});

describe("the mouth of somebody who speaks now", () => {
  beforeEach(() => open(new LiveLine()));
  afterEach(() => mouth.close());

  const talk = (ms: number, everyMs: number, jitterMs: number): void => {
    const chance = new Chance(7);
    const pieces = Array.from({ length: ms / everyMs }, (_, n) => n * everyMs + chance.share() * jitterMs).toSorted((
      a,
      b,
    ) => a - b);
    for (const end = nowMs + ms + 400, start = nowMs; nowMs < end;) {
      pass(10);
      while ((pieces[0] ?? Infinity) <= nowMs - start) {
        pieces.shift();
        mouth.say(tone(everyMs, 16_000), 16_000, 0, nowMs);
      }
    }
  };
  const holes = (): number => speaking.filter(([on]) => !on).length;

  it("makes a steady voice of what comes unsteadily", () => {
    talk(10_000, 20, 50);
    expect(holes()).toBeLessThanOrEqual(3);
    expect(said.reduce((sum, it) => sum + it.spoken, 0)).toBe(160_000);
  });

  it("learns how unsteady it is", () => {
    talk(10_000, 100, 120);
    expect(holes()).toBeLessThanOrEqual(8);
  });

  it("never gets far behind a client that sends too much", () => {
    for (let n = 0; n < 1_000; n++) mouth.say(tone(100, 16_000), 16_000, 0, nowMs);
    pass(2_000);
    expect(said.reduce((sum, it) => sum + it.spoken, 0)).toBeLessThanOrEqual(16_000 * 0.7);
  });
});
