import type { Booth } from "../../../server/adapters/speaker/booth.ts";
import { noisy, read, samplesOf } from "../../kit/dialogue/studio.ts";
import { voicePackets } from "../../kit/direct-voice.ts";

/** What somebody says, in packets of 20 ms, and what a microphone sends when nobody says anything. */
export type Phrase = { readonly said: readonly Uint8Array[]; readonly silence: readonly Uint8Array[] };

const rate = 16_000;
const frameSamples = 320;
const silenceMs = 2_000;

/** Has it read aloud, and codes it as browsers do. Its first packet holds the first sound. */
export async function phraseOf(booth: Pick<Booth, "speaker">, text: string): Promise<Phrase> {
  const words = await read(booth, text);
  const frames = Math.ceil(words.length / frameSamples);
  const all = new Int16Array(samplesOf(silenceMs) + frames * frameSamples);
  all.set(words, samplesOf(silenceMs));
  const samples = Float32Array.from(noisy(all, null, 1), (it) => it / 32_000);
  const packets = await voicePackets({ rate: 48_000, samples: threefold(samples) }, samples.length / frameSamples);
  const silent = samplesOf(silenceMs) / frameSamples;
  // The first of them still hold how a coder begins.
  return { silence: packets.slice(silent / 2, silent), said: packets.slice(silent) };
}

/** From 16 to 48 kHz, in straight lines. */
function threefold(samples: Float32Array): Float32Array {
  return Float32Array.from({ length: samples.length * 48_000 / rate }, (_, at) => {
    const [from, part] = [Math.floor(at / 3), at % 3 / 3];
    const here = samples[from] ?? 0;
    return here + part * ((samples[from + 1] ?? here) - here);
  });
}
