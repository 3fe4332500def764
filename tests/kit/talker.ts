import { createEncoder } from "libopus-wasm";
import type { Speaker } from "../../server/ports/speaker.ts";

const frameSamples = 960;

/** A voice that says what a test wants, as Opus of 20 ms a packet, and is silent else. */
export type Talker = {
  /** The next 20 ms. */
  frame(): Uint8Array;
  /** Resolves when it was said. */
  say(text: string): Promise<void>;
  /** Resolves when so much of something that is no speech was sent: noise of this loudness, 0 to 1. */
  noise(ms: number, loudness: number): Promise<void>;
  close(): void;
};

/** One that speaks with that speaker's voice. */
export async function makeTalker(speaker: Pick<Speaker, "say">): Promise<Talker> {
  const encoder = await createEncoder({ channels: 1, sampleRate: 48_000, application: 2_048, bitrate: 32_000 });
  const queue: Int16Array[] = [];
  const waiting: (() => void)[] = [];
  const nothing = new Int16Array(frameSamples);
  const saying = (frames: readonly Int16Array[]): Promise<void> => {
    queue.push(...frames);
    return new Promise((resolve) => waiting.push(resolve));
  };
  return {
    frame() {
      const pcm = queue.shift();
      if (queue.length === 0) { for (const done of waiting.splice(0)) done(); }
      return Uint8Array.from(encoder.encode(pcm ?? nothing, { frameSize: frameSamples }));
    },
    async say(text) {
      const frames: Int16Array[] = [];
      for await (const { pcm, rate } of speaker.say(text, new AbortController().signal)) {
        frames.push(...framesOf(stretched(pcm, 48_000 / rate)));
      }
      await saying(frames);
    },
    noise: (ms, loudness) =>
      saying(
        Array.from({ length: ms / 20 }, () =>
          Int16Array.from({ length: frameSamples }, () => (Math.random() * 2 - 1) * loudness * 32_000)),
      ),
    close: () => encoder.free(),
  };
}

/** Between two samples lies a straight line: good enough to be understood. */
function stretched(pcm: Int16Array, times: number): Int16Array {
  return Int16Array.from({ length: Math.floor(pcm.length * times) }, (_, at) => {
    const before = Math.floor(at / times);
    const [a, b] = [pcm[before] ?? 0, pcm[before + 1] ?? 0];
    return a + (b - a) * (at / times - before);
  });
}

function framesOf(pcm: Int16Array): Int16Array[] {
  const frames: Int16Array[] = [];
  for (let at = 0; at + frameSamples <= pcm.length; at += frameSamples) frames.push(pcm.slice(at, at + frameSamples));
  return frames;
}
