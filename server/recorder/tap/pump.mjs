// When work is done. Being woken for each packet costs more than the packet itself, so while packets come the process
// sleeps between them, deaf to everything, and then takes all that came.
import { performance } from "node:perf_hooks";

/**
 * Milliseconds of a nap, spread so that no stream, whose packets come every 20 ms, is always looked at late: times of arrival
 * would all be wrong by as much. Longer costs less, and makes each time of arrival less exact.
 */
const nap = { fromMs: 15, toMs: 35 };
/** Node hands over so many datagrams before it lets others work: where it was as many, more are waiting. */
const handedOver = 32;
/** A nap is cut short where more than so many datagrams came in the last: the kernel's buffer is not endless. */
const plenty = 120;
/** After such a silence what comes wakes the process, as it does elsewhere. */
const silentAfterMs = 500;
const slowEveryMs = 40;
const golden = 0.618_033_988_749_895;

/** Calls `work` again and again while there is something to do, and not at all while there is not. */
export class Pump {
  #work;
  #idle;
  #cell = new Int32Array(new SharedArrayBuffer(4));
  #naps;
  #hurry;
  #came = 0;
  #cameMs = -Infinity;
  #phase = 0;
  #running = false;

  /** @param {{ work: (nowMs: number) => void, idle: () => boolean, hurry?: () => boolean, naps?: boolean }} options `hurry`: what is under way must not wait for a nap */
  constructor({ work, idle, hurry = () => false, naps = true }) {
    this.#work = work;
    this.#idle = idle;
    this.#naps = naps;
    this.#hurry = hurry;
  }

  /** A datagram came. */
  came() {
    this.#came++;
    this.wake();
  }

  /** There is something to do. */
  wake() {
    if (this.#running) return;
    this.#running = true;
    setImmediate(this.#turn);
  }

  #turn = () => {
    const nowMs = performance.now();
    const came = this.#came;
    this.#came = 0;
    if (came > 0) this.#cameMs = nowMs;
    this.#work(nowMs);
    if (came >= handedOver) return void setImmediate(this.#turn);
    if (this.#hurry()) return void setTimeout(this.#turn, 1);
    if (this.#naps && nowMs - this.#cameMs < silentAfterMs) {
      this.#sleep(came);
      return void setImmediate(this.#turn);
    }
    if (!this.#idle()) return void setTimeout(this.#turn, slowEveryMs);
    this.#running = false;
  };

  #sleep(came) {
    this.#phase = (this.#phase + golden) % 1;
    const longest = nap.fromMs + (nap.toMs - nap.fromMs) * this.#phase;
    Atomics.wait(this.#cell, 0, 0, came > plenty ? longest * plenty / came : longest);
  }
}
