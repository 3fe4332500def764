// One voice that is listened to: sound of any length goes in, a verdict on each 32 ms comes out.
import { newMemory, probabilityOf, windowSamples } from "./silero.mjs";

const rate = 16;
/** Sound that comes so much later than the sound before goes on as if nothing was missing. */
const gapMs = 250;
/** After so many windows of nothing at all, such as from somebody who is muted, nothing needs to be computed. */
const silentWindows = 16;

export class Ear {
  #network;
  #memory = newMemory();
  #window = new Float32Array(windowSamples);
  #filled = 0;
  #untilMs = -Infinity;
  #silent = 0;

  /** @param {import("./silero.mjs").Network} network shared by all ears */
  constructor(network) {
    this.#network = network;
  }

  /**
   * @param {Int16Array} pcm 16 kHz mono @param {number} atMs when its first sample was spoken
   * @returns {{ atMs: number, probability: number }[]}
   */
  hear(pcm, atMs) {
    if (Math.abs(atMs - this.#untilMs) > gapMs) this.#begin();
    const verdicts = [];
    for (let i = 0; i < pcm.length; i++) {
      this.#window[this.#filled++] = pcm[i] / 32_768;
      if (this.#filled < windowSamples) continue;
      verdicts.push({ atMs: atMs + (i + 1) / rate, probability: this.#judge() });
      this.#filled = 0;
    }
    this.#untilMs = atMs + pcm.length / rate;
    return verdicts;
  }

  /** What was heard before a gap says nothing about what comes after it. */
  #begin() {
    this.#memory = newMemory();
    this.#filled = 0;
  }

  #judge() {
    this.#silent = this.#window.every((it) => it === 0) ? this.#silent + 1 : 0;
    if (this.#silent === silentWindows) this.#begin();
    return this.#silent >= silentWindows ? 0 : probabilityOf(this.#network, this.#memory, this.#window);
  }
}
