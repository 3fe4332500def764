import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";

type Port = { onmessage: ((event: { data: unknown }) => void) | null; postMessage(data: unknown): void };
type Processor = { port: Port; process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean };

const text = readFileSync("client/media/worklets/pcm.js", "utf8");

/** One of the worklet's processors, as in an audio thread of that rate; what it posts is in `posted`. */
function make(name: "pcm-capture" | "pcm-player", sampleRate: number) {
  const posted: unknown[] = [];
  class AudioWorkletProcessor {
    readonly port: Port = { onmessage: null, postMessage: (data) => void posted.push(data) };
  }
  const made = new Map<string, new () => Processor>();
  const registerProcessor = (its: string, type: new () => Processor) => void made.set(its, type);
  runInNewContext(text, { AudioWorkletProcessor, registerProcessor, sampleRate });
  const Type = made.get(name);
  if (!Type) throw new Error(`no processor ${name}`);
  return { processor: new Type(), posted };
}

const block = 128;
const tone = (hz: number, rate: number, seconds: number): Float32Array =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, at) => 0.5 * Math.sin(2 * Math.PI * hz * at / rate));

function captured(sound: Float32Array, rate: number): number[] {
  const { processor, posted } = make("pcm-capture", rate);
  for (let at = 0; at + block <= sound.length; at += block) processor.process([[sound.subarray(at, at + block)]], []);
  return posted.flatMap((it) => [...it as Int16Array]);
}

function played(pieces: readonly Int16Array[], rate: number, seconds: number) {
  const { processor, posted } = make("pcm-player", rate);
  for (const data of pieces) processor.port.onmessage?.({ data });
  const out = new Float32Array(Math.floor(rate * seconds / block) * block);
  for (let at = 0; at < out.length; at += block) processor.process([], [[out.subarray(at, at + block)]]);
  return { out, posted };
}

/** How much of a tone is in a sound, 0 to 1. */
function share(sound: ArrayLike<number>, hz: number, rate: number): number {
  let [re, im] = [0, 0];
  for (let at = 0; at < sound.length; at++) {
    re += (sound[at] ?? 0) * Math.cos(2 * Math.PI * hz * at / rate);
    im += (sound[at] ?? 0) * Math.sin(2 * Math.PI * hz * at / rate);
  }
  return 2 * Math.hypot(re, im) / sound.length;
}

describe.each([16_000, 24_000, 44_100, 48_000])("in a browser that works at %i Hz", (rate) => {
  it("a microphone becomes 16 kHz, as loud and as high as it was", () => {
    const pcm = captured(tone(1_000, rate, 1), rate);
    expect(pcm.length % 320).toBe(0);
    expect(pcm.length).toBeGreaterThan(15_300);
    expect(share(pcm.slice(1_600, 14_400), 1_000, 16_000) / 32_767).toBeCloseTo(0.5, 2);
  });

  it("what 16 kHz cannot carry does not come back as another tone", () => {
    if (rate <= 24_000) return;
    const pcm = captured(tone(11_000, rate, 1), rate).slice(1_600, 14_400);
    expect(share(pcm, 5_000, 16_000) / 32_767).toBeLessThan(0.002);
  });

  it("sound is played as it was, without a gap", () => {
    const sound = tone(500, 16_000, 0.3);
    const pieces = Array.from(
      { length: 15 },
      (_, at) => Int16Array.from(sound.subarray(at * 320, at * 320 + 320), (it) => it * 32_767),
    );
    const { out, posted } = played(pieces, rate, 0.25);
    expect(share(out.subarray(Math.round(rate * 0.05)), 500, rate)).toBeCloseTo(0.5, 1);
    expect(posted).toEqual([]);
  });
});

describe("what a browser plays", () => {
  const piece = (value: number, samples = 320) => new Int16Array(samples).fill(value);

  it("waits a moment before it begins, so that it need not stop at once", () => {
    expect(played([piece(1_000)], 16_000, 0.1).out.every((it) => it === 0)).toBe(true);
    expect(played(Array.from({ length: 5 }, () => piece(1_000)), 16_000, 0.1).out.some((it) => it !== 0)).toBe(true);
  });

  it("leaves out the oldest of what comes far too late, and says how much", () => {
    const { out, posted } = played([piece(1_000, 8_000), piece(-1_000, 1_600)], 16_000, 0.4);
    expect(posted).toEqual([100, 100]);
    expect(out.filter((it) => it < 0)).toHaveLength(1_600);
  });

  it("is silent when nothing comes, and goes on when something does", () => {
    const { processor } = make("pcm-player", 16_000);
    const out = new Float32Array(block);
    expect(processor.process([], [[out]])).toBe(true);
    processor.port.onmessage?.({ data: piece(1_000, 1_600) });
    processor.process([], [[out]]);
    expect(out.some((it) => it !== 0)).toBe(true);
  });

  it("hears nothing where there is no microphone, and does not end for it", () => {
    expect(make("pcm-capture", 48_000).processor.process([[]], [])).toBe(true);
  });
});
