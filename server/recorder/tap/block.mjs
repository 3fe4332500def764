// The block that is being filled. It holds what came in the last moments, and is sealed whole.
import { Buffer } from "node:buffer";
import { createCipheriv, randomBytes } from "node:crypto";
import { blockHeadBytes, maxSealedBytes, recordKinds, tagBytes, writeBlockHead } from "./format.mjs";

const startBytes = 4 * 1024;
const recordHeadBytes = 5;
/** A block that reached it is closed. Higher saves some bytes and loses more with a damaged block. */
const fullBytes = 64 * 1024;

/** Collects records and seals them into blocks, numbered on from `number`. */
export class BlockWriter {
  #key;
  /** The log's head with room for a block's behind it: what a block is bound to. */
  #bound;
  #headBytes;
  #nonce = randomBytes(12);
  #number;
  #plain = Buffer.allocUnsafe(startBytes);
  #used = 0;
  #records = 0;
  #packets = 0;
  #firstUs = 0;

  /** @param {{ key: Buffer, head: Buffer, number: number }} log `head`: its bytes */
  constructor({ key, head, number }) {
    this.#key = key;
    this.#bound = Buffer.concat([head, Buffer.alloc(blockHeadBytes)]);
    this.#headBytes = head.length;
    this.#number = number;
  }

  get empty() {
    return this.#records === 0;
  }

  get bytes() {
    return this.#used;
  }

  get full() {
    return this.#used >= fullBytes;
  }

  /** When its first record came. */
  get firstUs() {
    return this.#firstUs;
  }

  /** @param {number} atUs @param {Uint8Array} rtp up to 65,535 bytes */
  packet(atUs, rtp) {
    const at = this.#begin(recordKinds.packet, atUs, 2 + rtp.length);
    this.#plain[at] = rtp.length >> 8;
    this.#plain[at + 1] = rtp.length & 0xff;
    this.#plain.set(rtp, at + 2);
    this.#packets++;
  }

  /** @param {number} atUs @param {bigint} ntp @param {number} rtpTime */
  report(atUs, ntp, rtpTime) {
    const at = this.#begin(recordKinds.report, atUs, 12);
    this.#plain.writeBigUInt64BE(ntp, at);
    this.#plain.writeUInt32BE(rtpTime, at + 8);
  }

  /** @param {"mark" | "note"} kind @param {number} atUs @param {Buffer} json */
  text(kind, atUs, json) {
    const at = this.#begin(recordKinds[kind], atUs, 4 + json.length);
    this.#plain.writeUInt32BE(json.length, at);
    json.copy(this.#plain, at + 4);
  }

  /** The block as it goes to the disk; the next one begins. */
  seal() {
    const [used, packets] = [this.#used, this.#packets];
    const block = Buffer.allocUnsafe(blockHeadBytes + used + tagBytes);
    this.#nextNonce();
    const records = this.#records;
    writeBlockHead(block, {
      sealedBytes: used,
      number: this.#number++,
      records,
      firstUs: this.#firstUs,
      nonce: this.#nonce,
    });
    block.copy(this.#bound, this.#headBytes, 0, blockHeadBytes);
    const cipher = createCipheriv("aes-256-gcm", this.#key, this.#nonce);
    cipher.setAAD(this.#bound);
    cipher.update(this.#plain.subarray(0, used)).copy(block, blockHeadBytes);
    cipher.final();
    cipher.getAuthTag().copy(block, blockHeadBytes + used);
    this.#used = 0;
    this.#records = 0;
    this.#packets = 0;
    // What one large record needed is not kept for all the small ones.
    if (this.#plain.length > 2 * fullBytes) this.#plain = Buffer.allocUnsafe(startBytes);
    return { block, packets };
  }

  /** Forgets what was collected; gives back how many packets that were. */
  drop() {
    const packets = this.#packets;
    this.#used = 0;
    this.#records = 0;
    this.#packets = 0;
    return packets;
  }

  #begin(kind, atUs, bytes) {
    if (this.#records === 0) this.#firstUs = atUs;
    const at = this.#used;
    const end = at + recordHeadBytes + bytes;
    if (end > this.#plain.length) this.#grow(end);
    this.#plain[at] = kind;
    this.#plain.writeUInt32BE(Math.min(0xffff_ffff, Math.max(0, atUs - this.#firstUs)), at + 1);
    this.#used = end;
    this.#records++;
    return at + recordHeadBytes;
  }

  #grow(bytes) {
    if (bytes > maxSealedBytes) throw new Error("a block is never that large");
    const larger = Buffer.allocUnsafe(Math.max(bytes, this.#plain.length * 2));
    this.#plain.copy(larger, 0, 0, this.#used);
    this.#plain = larger;
  }

  /** A random beginning for each time the log is opened, then a count: no nonce comes twice. */
  #nextNonce() {
    this.#nonce.writeUInt32BE((this.#nonce.readUInt32BE(8) + 1) >>> 0, 8);
  }
}
