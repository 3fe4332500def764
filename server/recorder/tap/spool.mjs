// What waits in memory until the disk has it for good.
import { Buffer } from "node:buffer";

/** What one log may keep in memory: minutes of sound, ten seconds of a picture. */
export const logBytesAllowed = 4 * 1024 * 1024;

/** @typedef {{ block: Buffer, packets: number, firstUs: number }} Sealed */

/** Blocks that are sealed and not yet durable, oldest first; the first of them are in the file already. */
export class Spool {
  /** @type {Sealed[]} */
  #blocks = [];
  #bytes = 0;
  #written = 0;
  #memory;

  /** @param {{ bytes: number, allowed: number }} memory what all logs keep together */
  constructor(memory) {
    this.#memory = memory;
  }

  get empty() {
    return this.#blocks.length === 0;
  }

  get full() {
    return this.#bytes >= logBytesAllowed || this.#memory.bytes >= this.#memory.allowed;
  }

  /** When the oldest of what waits came. */
  get oldestUs() {
    return this.#blocks[0]?.firstUs;
  }

  /** When the oldest of what is not in the file came. */
  get unwrittenUs() {
    return this.#blocks[this.#written]?.firstUs;
  }

  /** How many blocks wait to be made durable. */
  get written() {
    return this.#written;
  }

  /** @param {Sealed} sealed */
  push(sealed) {
    this.#blocks.push(sealed);
    this.#count(sealed.block.length);
  }

  /** All that is to be written, where it goes behind what is durable, and how to say that it is. */
  next() {
    const upTo = this.#blocks.length;
    const blocks = this.#blocks.slice(this.#written).map((it) => it.block);
    const behind = this.#blocks.slice(0, this.#written).reduce((sum, it) => sum + it.block.length, 0);
    const bytes = blocks.length === 1 ? blocks[0] : Buffer.concat(blocks);
    return { bytes, behind, done: () => this.#written = upTo };
  }

  /** The first blocks are durable: gives back how many bytes and packets that were. @param {number} count */
  release(count) {
    const gone = this.#blocks.splice(0, count);
    const bytes = gone.reduce((sum, it) => sum + it.block.length, 0);
    this.#written -= count;
    this.#count(-bytes);
    return { bytes, packets: gone.reduce((sum, it) => sum + it.packets, 0) };
  }

  /** What was written may be gone again. */
  rewrite() {
    this.#written = 0;
  }

  clear() {
    this.#blocks = [];
    this.#written = 0;
    this.#count(-this.#bytes);
  }

  #count(bytes) {
    this.#bytes += bytes;
    this.#memory.bytes += bytes;
  }
}
