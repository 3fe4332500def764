import type { Piece, Size } from "./picture-piece.ts";

/** What an RTP payload says of its part of a VP9 frame (RFC 9628, 4.2); undefined: it is none. */
export function vp9Piece(payload: Uint8Array): Piece | undefined {
  const first = payload[0] ?? 0;
  const has = (bit: number): boolean => (first & bit) !== 0;
  let at = 1;
  if (has(0x80)) at += ((payload[at] ?? 0) & 0x80) !== 0 ? 2 : 1;
  if (has(0x20)) at += has(0x10) ? 1 : 2;
  // Up to three pictures that it builds on, each saying whether another follows.
  if (has(0x10) && has(0x40)) {
    for (let more = 1, n = 0; more === 1 && n < 3; n++) more = (payload[at++] ?? 0) & 1;
  }
  if (has(0x02)) at = afterStructure(payload, at);
  return at >= payload.length ? undefined : { begins: has(0x08), data: payload.subarray(at) };
}

/** Sizes of layers and how pictures build on each other: the pictures say it themselves. */
function afterStructure(payload: Uint8Array, from: number): number {
  const flags = payload[from] ?? 0;
  let at = from + 1;
  if ((flags & 0x10) !== 0) at += ((flags >> 5) + 1) * 4;
  if ((flags & 0x08) === 0) return at;
  for (let left = payload[at++] ?? 0; left > 0 && at < payload.length; left--) at += 1 + ((payload[at] ?? 0) >> 2 & 3);
  return at;
}

/** The size that a whole picture says in its header; null: it builds on others, or is damaged. */
export function vp9Key(frame: Uint8Array): Size | null {
  let at = 0;
  const bits = (count: number): number => {
    let value = 0;
    for (let n = 0; n < count; n++, at++) value = value * 2 + ((frame[at >> 3] ?? 0) >> (7 - at % 8) & 1);
    return value;
  };
  if (bits(2) !== 2) return null;
  const profile = bits(1) + bits(1) * 2;
  if (profile === 3) bits(1);
  const again = bits(1) === 1;
  const builds = bits(1) === 1;
  bits(2);
  if (again || builds || bits(24) !== 0x49_83_42) return null;
  if (profile >= 2) bits(1);
  const rgb = bits(3) === 7;
  if (!rgb) bits(1);
  if (profile % 2 === 1) bits(rgb ? 1 : 3);
  const size = { width: bits(16) + 1, height: bits(16) + 1 };
  return at <= frame.length * 8 ? size : null;
}

/** Several layers of one picture as one frame, with what finds them at its end (VP9 bitstream, annex B). */
export function superframe(layers: readonly Uint8Array[]): Uint8Array {
  const [only] = layers;
  if (only && layers.length === 1) return only;
  const marker = 0xc0 | 3 << 3 | layers.length - 1;
  const bytes = layers.reduce((sum, it) => sum + it.length, 0);
  const all = new Uint8Array(bytes + 2 + 4 * layers.length);
  const view = new DataView(all.buffer);
  let at = 0;
  for (const it of layers) {
    all.set(it, at);
    at += it.length;
  }
  all[at] = marker;
  layers.forEach((it, n) => view.setUint32(bytes + 1 + 4 * n, it.length, true));
  all[all.length - 1] = marker;
  return all;
}
