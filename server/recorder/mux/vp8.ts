import type { Piece, Size } from "./picture-piece.ts";

/** What an RTP payload says of its part of a VP8 frame (RFC 7741, 4.2); undefined: it is none. */
export function vp8Piece(payload: Uint8Array): Piece | undefined {
  const [first = 0, second = 0] = payload;
  let at = 1;
  if ((first & 0x80) !== 0) {
    at = 2;
    // A picture's number takes one byte or two.
    if ((second & 0x80) !== 0) at += ((payload[at] ?? 0) & 0x80) !== 0 ? 2 : 1;
    if ((second & 0x40) !== 0) at++;
    if ((second & 0x30) !== 0) at++;
  }
  if (at >= payload.length) return undefined;
  return { begins: (first & 0x17) === 0x10, data: payload.subarray(at) };
}

/** The size that a whole picture says; null: it builds on others, or is damaged. */
export function vp8Key(frame: Uint8Array): Size | null {
  const [tag = 1, , , a, b, c] = frame;
  if ((tag & 1) !== 0 || frame.length < 10 || a !== 0x9d || b !== 0x01 || c !== 0x2a) return null;
  const at = (n: number): number => frame[n] ?? 0;
  const size = { width: (at(6) | at(7) << 8) & 0x3fff, height: (at(8) | at(9) << 8) & 0x3fff };
  return size.width > 0 && size.height > 0 ? size : null;
}
