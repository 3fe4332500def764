import type { types } from "mediasoup";

/** How many seconds lie between whole pictures. Lower seeks finer and costs bits, higher leaves seeking coarse. */
const wholeEvery = 4;
/** How many seconds a larger size may take to be sent before it is asked for again. */
const nudgeEvery = 2;

/** Has a recorded picture sent in its best size, and whole now and then and after a loss. */
export class Picture {
  readonly #producer: types.Producer;
  readonly #consumer: types.Consumer;
  readonly #best: number;
  #seconds = 0;
  #lost = 0;

  constructor(producer: types.Producer, consumer: types.Consumer) {
    this.#producer = producer;
    this.#consumer = consumer;
    this.#best = Math.max(0, producer.rtpParameters.encodings?.length ?? 1) - 1;
  }

  async begin(): Promise<void> {
    if (this.#sizes) await this.#consumer.setPreferredLayers({ spatialLayer: this.#best });
  }

  /** Called once a second. */
  async tend(): Promise<void> {
    this.#seconds++;
    if (this.#producer.paused || this.#producer.closed) return;
    if (this.#sizes && this.#seconds % nudgeEvery === 0) await this.#nudge();
    if (await this.#losesMore() || this.#seconds % wholeEvery === 0) await this.#consumer.requestKeyFrame();
  }

  get #sizes(): boolean {
    return this.#consumer.type === "simulcast" && this.#best > 0;
  }

  /** Without an estimate the worker stays with the size that came first, and asking for the same again does nothing. */
  async #nudge(): Promise<void> {
    const now = this.#consumer.currentLayers?.spatialLayer ?? -1;
    // A sender that lacks power or bandwidth leaves out the largest: then the next is the best there is.
    const largestSent = this.#consumer.score.producerScores.findLastIndex((it) => it > 0);
    if (now >= largestSent) return;
    await this.#consumer.setPreferredLayers({ spatialLayer: this.#best - 1 });
    await this.#consumer.setPreferredLayers({ spatialLayer: this.#best });
  }

  async #losesMore(): Promise<boolean> {
    const before = this.#lost;
    const stats = await this.#producer.getStats();
    this.#lost = stats.reduce((sum, it) => sum + it.packetsLost, 0);
    return this.#lost > before;
  }
}
