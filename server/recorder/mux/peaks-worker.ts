import { parentPort } from "node:worker_threads";
import { createDecoder, type OpusDecoderHandle } from "libopus-wasm";
import { opusSamples } from "./opus.ts";
import { type PeakAnswer, peaksPerSecond, type PeakWork } from "./peaks.ts";

const rate = 16_000;
const samplesPerPeak = rate / peaksPerSecond;
/** Peaks grow in pieces of about a minute. */
const growBy = 1_200;

let peaks = new Uint8Array(growBy);
let samples = 0;
const port = parentPort;
if (!port) throw new Error("this is a thread of another program");
const ready = createDecoder({ channels: 1, sampleRate: rate });
// Listens before anything is waited for: Deno drops what comes earlier. What fails ends this thread, and is told so.
port.on("message", (work: PeakWork) => void answer(work));

async function answer(work: PeakWork): Promise<void> {
  const decoder = await ready;
  if (work) note(work, decoder);
  port?.postMessage((work ? null : peaks.slice(0, Math.ceil(samples / samplesPerPeak))) satisfies PeakAnswer);
}

function note(work: Uint8Array, decoder: OpusDecoderHandle): void {
  for (let at = 0; at + 2 <= work.length;) {
    const length = (work[at] ?? 0) << 8 | (work[at + 1] ?? 0);
    noteSound(decoded(work.subarray(at + 2, at + 2 + length), decoder));
    at += 2 + length;
  }
}

/** A packet that cannot be decoded is as silent as one that did not come. */
function decoded(packet: Uint8Array, decoder: OpusDecoderHandle): Int16Array {
  try {
    return decoder.decode(packet);
  } catch {
    return new Int16Array(opusSamples(packet) / 3);
  }
}

function noteSound(sound: Int16Array): void {
  if ((samples + sound.length) / samplesPerPeak >= peaks.length) {
    const grown = new Uint8Array(peaks.length * 2);
    grown.set(peaks);
    peaks = grown;
  }
  for (const sample of sound) {
    const at = Math.floor(samples++ / samplesPerPeak);
    const loud = Math.min(255, Math.abs(sample) >> 7);
    if (loud > (peaks[at] ?? 0)) peaks[at] = loud;
  }
}
