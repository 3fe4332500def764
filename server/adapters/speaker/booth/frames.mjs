// What goes over the booth's socket: frames of a length, a kind, an id and a body, numbers with their low byte first.
import { Buffer } from "node:buffer";

/** What the house asks of the booth. */
export const asks = {
  /** Read a text aloud: u32 how many of its pieces are left out, then UTF-8. */
  say: 1,
  /** One more piece may come: the one before was taken. */
  more: 2,
  /** No more of that text. */
  hush: 3,
  /** An ear for one voice. */
  listen: 4,
  /** f64 when its first sample was spoken, then 16-bit mono at 16 kHz. */
  hear: 5,
  deaf: 6,
};

/** What the booth tells. */
export const tells = {
  /** Its first word: JSON, `{ voice: string | null, judges: boolean }`. */
  hello: 1,
  /** One piece of a text: u32 rate, then 16-bit mono. */
  sound: 2,
  /** All of a text was given. */
  said: 3,
  /** A text cannot be read on; the body says why in one word. */
  failed: 4,
  /** f64 when, f32 how probably it is speech, again and again. */
  verdicts: 5,
};

/** Pieces of one text that may be on their way before the first is taken. */
export const piecesAhead = 2;
/** A longer frame is nobody's wish. */
export const longestFrame = 4 * 1024 * 1024;

const headBytes = 9;

/** @param {number} kind @param {number} id @param {Uint8Array} [body] */
export function frame(kind, id, body = new Uint8Array(0)) {
  const whole = Buffer.allocUnsafe(headBytes + body.length);
  whole.writeUInt32LE(body.length, 0);
  whole.writeUInt8(kind, 4);
  whole.writeUInt32LE(id, 5);
  whole.set(body, headBytes);
  return whole;
}

/** Samples as they are sent, after `head` free bytes. @param {Int16Array} pcm @param {number} head */
export function soundBody(pcm, head) {
  const body = Buffer.alloc(head + pcm.byteLength);
  body.set(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength), head);
  return body;
}

/** Samples out of a frame's body; they are a copy. @param {Uint8Array} body @param {number} head */
export function samplesOf(body, head) {
  // Not body.slice: a Buffer's shares its memory.
  return new Int16Array(Uint8Array.prototype.slice.call(body, head).buffer, 0, (body.length - head) >> 1);
}

/** Finds frames in what comes in any pieces. */
export class Frames {
  /** @type {Buffer[]} */
  #pieces = [];
  #bytes = 0;
  #longest;

  /** @param {{ longest?: number }} [options] */
  constructor({ longest = longestFrame } = {}) {
    this.#longest = longest;
  }

  /**
   * The frames that are whole now. Throws where a frame is too long: nothing after it can be trusted.
   * @param {Buffer} piece @returns {Generator<{ kind: number, id: number, body: Buffer }>}
   */
  *take(piece) {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    while (this.#bytes >= headBytes) {
      const bytes = this.#joined(headBytes).readUInt32LE(0);
      if (bytes > this.#longest) throw new Error("a frame is too long");
      if (this.#bytes < headBytes + bytes) return;
      const whole = this.#joined(headBytes + bytes);
      const rest = whole.subarray(headBytes + bytes);
      this.#pieces = rest.length > 0 ? [rest] : [];
      this.#bytes = rest.length;
      yield { kind: whole.readUInt8(4), id: whole.readUInt32LE(5), body: whole.subarray(headBytes, headBytes + bytes) };
    }
  }

  /** All pieces as one where the first is too short; joining at each piece that comes would cost its square. */
  #joined(bytes) {
    const [first] = this.#pieces;
    if (first && first.length >= bytes) return first;
    const whole = Buffer.concat(this.#pieces);
    this.#pieces = [whole];
    return whole;
  }
}
