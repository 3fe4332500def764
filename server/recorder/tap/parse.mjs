// From bytes back to blocks, whatever became of the bytes: what is whole is found, before and after what is not.
import { Buffer } from "node:buffer";
import { createDecipheriv } from "node:crypto";
import {
  blockHeadBytes,
  blockMagic,
  keyPrint,
  logMagic,
  LogTrouble,
  readBlockHead,
  readHead,
  tagBytes,
} from "./format.mjs";

/** What is read in vain before a block that does not open is taken at its word about its length. */
const patienceBytes = 4 * 1024 * 1024;

/** Enough for two heads with the longest ids. */
const topBytes = 2 * 544;

/**
 * @typedef {{ is: "head", head: NonNullable<ReturnType<typeof readHead>>, end: number }} Head
 * @typedef {{ is: "block", end: number, number: number, records: number, firstUs: number, plain: Buffer }} Block
 * @typedef {{ is: "damage", from: number, bytes: number, shutBlocks: number, last: boolean }} Damage bytes that are no whole
 *   block. `shutBlocks`: whole heads of blocks in it that do not open; `last`: nothing whole follows
 */

/** Finds the blocks of a log whose bytes come piece by piece. It never holds more than two blocks and a piece. */
export class LogParser {
  #keyOf;
  #key;
  #head;
  #bytes = Buffer.alloc(0);
  /** Where in the log `#bytes` begins. */
  #offset = 0;
  #damagedFrom = -1;
  #lastNumber = -1;
  #shutBlocks = 0;
  #wasted = 0;

  /** @param {(head: { takeId: string, trackId: string }) => Buffer} keyOf the log's own key */
  constructor(keyOf) {
    this.#keyOf = keyOf;
  }

  /**
   * The next bytes. Throws LogTrouble for what is no log, or cannot be read here.
   * @param {Uint8Array} piece
   * @returns {Generator<Head | Block | Damage>}
   */
  *push(piece) {
    this.#bytes = this.#bytes.length === 0 ? Buffer.from(piece) : Buffer.concat([this.#bytes, piece]);
    yield* this.#read(false);
  }

  /** There are no more. A log whose head was not whole has none. @returns {Generator<Head | Block | Damage>} */
  *finish() {
    yield* this.#read(true);
    this.#skip(this.#bytes.length);
    yield* this.#damage(this.#offset, true);
  }

  *#read(last) {
    if (!this.#head) {
      if (!last && this.#bytes.length < topBytes) return;
      const top = findHead(this.#bytes);
      if (!top) return;
      this.#key = this.#keyOf(top.head);
      if (!keyPrint(this.#key).equals(top.head.print)) throw new LogTrouble("other-key");
      this.#head = { ...top.head, bytes: Buffer.from(top.head.bytes) };
      this.#take(top.end);
      yield { is: "head", head: this.#head, end: top.end };
    }
    for (;;) {
      const from = this.#offset;
      const step = this.#step(last);
      if (step === "more") return;
      if (step === "skipped") continue;
      yield* this.#damage(from);
      yield step;
    }
  }

  #step(last) {
    if (this.#bytes.length < blockHeadBytes) return "more";
    const block = readBlockHead(this.#bytes, 0);
    if (!block) return this.#skipToMagic();
    const end = blockHeadBytes + block.sealedBytes + tagBytes;
    // What follows is needed to judge one that does not open.
    if (!last && this.#bytes.length < end + blockHeadBytes) return "more";
    // Its end never came; whole blocks may follow what there is of it.
    if (this.#bytes.length < end) return this.#skipToMagic();
    const plain = block.number > this.#lastNumber ? this.#open(block, end) : undefined;
    if (!plain) return this.#skipBlock(end);
    this.#lastNumber = block.number;
    this.#take(end);
    const { number, records, firstUs } = block;
    return { is: "block", end: this.#offset, number, records, firstUs, plain };
  }

  #open({ nonce }, end) {
    const decipher = createDecipheriv("aes-256-gcm", this.#key, nonce);
    decipher.setAAD(Buffer.concat([this.#head.bytes, this.#bytes.subarray(0, blockHeadBytes)]));
    decipher.setAuthTag(this.#bytes.subarray(end - tagBytes, end));
    const plain = decipher.update(this.#bytes.subarray(blockHeadBytes, end - tagBytes));
    try {
      decipher.final();
      return plain;
    } catch {
      this.#wasted += end;
      this.#shutBlocks++;
      return undefined; // its tag says that it is not what was written
    }
  }

  /** Past a block that does not open: to its end when another begins there, else to wherever one begins. */
  #skipBlock(end) {
    const next = this.#bytes.length >= end + blockHeadBytes && readBlockHead(this.#bytes, end) !== undefined;
    if (next || this.#bytes.length === end || this.#wasted > patienceBytes) this.#skip(end);
    else return this.#skipToMagic();
    return "skipped";
  }

  #skipToMagic() {
    const at = this.#bytes.indexOf(blockMagic, 1);
    // A magic may be cut in two by the end of the piece.
    this.#skip(at >= 0 ? at : Math.max(1, this.#bytes.length - blockMagic.length + 1));
    return "skipped";
  }

  #skip(bytes) {
    if (bytes > 0 && this.#damagedFrom < 0) this.#damagedFrom = this.#offset;
    this.#take(bytes);
  }

  #take(bytes) {
    this.#bytes = this.#bytes.subarray(bytes);
    this.#offset += bytes;
  }

  *#damage(upTo, last = false) {
    if (this.#damagedFrom < 0) return;
    const [from, shutBlocks] = [this.#damagedFrom, this.#shutBlocks];
    this.#damagedFrom = -1;
    this.#shutBlocks = 0;
    yield { is: "damage", from, bytes: upTo - from, shutBlocks, last };
  }
}

/** A head is written twice, so that a flipped bit in one of them loses nothing. `end`: where the blocks begin. */
function findHead(bytes) {
  const copyAt = bytes.subarray(0, topBytes).indexOf(logMagic, logMagic.length);
  const tries = [0, ...(copyAt < 0 ? [] : [copyAt])].map((at) => headAt(bytes, at));
  const whole = tries.findLast((it) => it.head);
  if (whole) return whole;
  if (tries[0]?.trouble) throw tries[0].trouble;
  return undefined;
}

function headAt(bytes, at) {
  try {
    const head = readHead(bytes.subarray(at));
    // The first of two is followed by what should have been the second.
    return head ? { head, end: at === 0 ? Math.min(bytes.length, 2 * head.bytes.length) : at + head.bytes.length } : {};
  } catch (trouble) {
    if (trouble instanceof LogTrouble) return { trouble };
    throw trouble;
  }
}
