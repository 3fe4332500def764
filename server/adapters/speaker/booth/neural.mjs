// Speech by a better voice that the operator fetched: Piper or Kokoro, by sherpa-onnx's native code. It works on threads of
// its own, so that ears are listened to meanwhile.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import process from "node:process";
import { resampled } from "./resampled.mjs";

/** No piece takes so long; then the native code hangs, and only a new process helps. */
const patienceMs = 60_000;
/** Calls need the other cores. */
const threads = Math.max(1, Math.min(4, availableParallelism() >> 1));
/** It is slower than flite: somebody waits for the first piece. */
const firstChars = 60;

/** @typedef {{ name: string, kind: "piper" | "kokoro", model: string, tokens: string, dataDir: string, voices: string, speaker: number }} NeuralSettings */

/**
 * The voice, loaded. Throws where its files or the native library are missing.
 * @param {NeuralSettings} settings
 */
export async function neuralVoice({ name, kind, model, tokens, dataDir, voices, speaker }) {
  const files = kind === "kokoro" ? { model, tokens, dataDir, voices } : { model, tokens, dataDir };
  const missing = Object.values(files).find((it) => !existsSync(it));
  // The library ends the process where a file is missing.
  if (missing) throw new Error(`${missing} is missing`);
  const { OfflineTts } = createRequire(import.meta.url)("sherpa-onnx-node");
  const parts = kind === "kokoro" ? { kokoro: files } : { vits: files };
  const config = { model: { ...parts, numThreads: threads, provider: "cpu", debug: false }, maxNumSentences: 1 };
  const tts = await OfflineTts.createAsync(config);
  const [from, rate] = [tts.sampleRate, tts.sampleRate === 16_000 ? 16_000 : 24_000];
  return {
    name,
    firstChars,
    /** @param {string} text @param {AbortSignal} signal @returns {Promise<{ pcm: Int16Array, rate: number }>} */
    async speak(text, signal) {
      const hangs = setTimeout(() => process.exit(70), patienceMs);
      try {
        const onProgress = () => !signal.aborted;
        const request = { text, sid: speaker, speed: 1, enableExternalBuffer: false, onProgress };
        const { samples } = await tts.generateAsync(request);
        return { pcm: resampled(samples, from, rate), rate };
      } finally {
        clearTimeout(hangs);
      }
    },
  };
}
