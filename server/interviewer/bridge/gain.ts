/** Of a voice that waits whether somebody interrupts: 12 dB lower, still there. */
const ducked = 0.25;
/** How long going from silence to full takes. Lower clicks, higher is slow to duck. */
const rampMs = 30;
/** How fast it falls silent when it was interrupted. */
export const fadeMs = 8;

/** How loud a voice is at the moment. It changes by short ramps alone. */
export class Gain {
  #now = 1;
  #goal = 1;

  duck(on: boolean): void {
    this.#goal = on ? ducked : 1;
  }

  /** In place. */
  apply(pcm: Int16Array, rate: number): void {
    if (this.#now === 1 && this.#goal === 1) return;
    const step = 1_000 / (rate * rampMs);
    for (let n = 0; n < pcm.length; n++) {
      this.#now += Math.max(-step, Math.min(step, this.#goal - this.#now));
      pcm[n] = (pcm[n] ?? 0) * this.#now;
    }
  }

  /** The last that is heard of what was interrupted, in place; whatever comes next is said at full. */
  fade(pcm: Int16Array, rate: number): void {
    const samples = rate * fadeMs / 1_000;
    for (let n = 0; n < pcm.length; n++) pcm[n] = (pcm[n] ?? 0) * this.#now * Math.max(0, 1 - n / samples);
    this.#now = this.#goal = 1;
  }
}
