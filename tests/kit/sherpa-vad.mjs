// What sherpa-onnx's own detector makes of a sound, a file of raw 16-bit mono at 16 kHz: its last line is JSON, for each
// threshold a string with a sign for each window.
//   node sherpa-vad.mjs MODEL SOUND THRESHOLD…
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";

const { Vad } = createRequire(import.meta.url)("sherpa-onnx-node");
const [model, file, ...thresholds] = process.argv.slice(2);
const bytes = new Uint8Array(readFileSync(file));
const sound = Float32Array.from(new Int16Array(bytes.buffer, 0, bytes.length >> 1), (it) => it / 32_768);
const windowSize = 512;

console.log(JSON.stringify(Object.fromEntries(thresholds.map((it) => [it, decided(Number(it))]))));

function decided(threshold) {
  // As short as it takes them: none at all means something longer to it.
  const sileroVad = { model, threshold, minSilenceDuration: 0.001, minSpeechDuration: 0.001, windowSize };
  const vad = new Vad({ sileroVad: { ...sileroVad, maxSpeechDuration: 1e5 }, sampleRate: 16_000, numThreads: 1 }, 60);
  let signs = "";
  for (let at = 0; at + windowSize <= sound.length; at += windowSize) {
    vad.acceptWaveform(sound.subarray(at, at + windowSize));
    signs += vad.isDetected() ? "#" : ".";
  }
  return signs;
}
