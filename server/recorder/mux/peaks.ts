import { Worker } from "node:worker_threads";
import type { Peaks } from "./rendered.ts";

/** What the worker is told: packets, each behind its length in 16 bits; null asks for the peaks. */
export type PeakWork = Uint8Array<ArrayBuffer> | null;
/** What it answers: null for each piece of work, in the end the peaks. */
export type PeakAnswer = Uint8Array | null;

export const peaksPerSecond = 20;
const batchBytes = 32 * 1024;
/** Pieces of work under way. Fewer let the worker wait, more hold memory. */
const ahead = 2;

/** Finds the peaks of a voice, in a thread of its own: decoding is too much for one that others wait for. */
export class PeakReader {
  readonly #worker = new Worker(new URL("./peaks-worker.ts", import.meta.url));
  readonly #answers: PeakAnswer[] = [];
  #failure: unknown;
  #wake: () => void = () => {};
  #batch = new Uint8Array(batchBytes);
  #used = 0;
  #under = 0;

  constructor() {
    this.#worker.on("message", (answer: PeakAnswer) => {
      this.#answers.push(answer);
      this.#wake();
    });
    this.#worker.on("error", (error) => {
      this.#failure = error;
      this.#wake();
    });
  }

  async add(packet: Uint8Array): Promise<void> {
    if (packet.length + 2 > batchBytes) return;
    if (this.#used + 2 + packet.length > batchBytes) await this.#send();
    this.#batch[this.#used] = packet.length >> 8;
    this.#batch[this.#used + 1] = packet.length & 0xff;
    this.#batch.set(packet, this.#used + 2);
    this.#used += 2 + packet.length;
  }

  /** All of them. */
  async end(): Promise<Peaks> {
    await this.#send();
    while (this.#under > 0) await this.#answered();
    this.#worker.postMessage(null satisfies PeakWork);
    const values = await this.#answered();
    if (!values) throw new Error("the peaks were not told");
    return { perSecond: peaksPerSecond, values };
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  async #send(): Promise<void> {
    while (this.#under >= ahead) await this.#answered();
    this.#worker.postMessage(this.#batch.slice(0, this.#used) satisfies PeakWork);
    this.#under++;
    this.#used = 0;
  }

  async #answered(): Promise<PeakAnswer> {
    while (this.#answers.length === 0) {
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    this.#under--;
    return this.#answers.shift() ?? null;
  }
}
