import { Buffer } from "node:buffer";

/** The same bytes in pieces of exactly `size`, the last one shorter; no piece is empty. Holds one piece at a time. */
export async function* pieces(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (let part of bytes) {
    while (part.length > 0) {
      const taken = part.subarray(0, size - held);
      parts.push(taken);
      held += taken.length;
      part = part.subarray(taken.length);
      if (held < size) continue;
      yield joined(parts);
      [parts, held] = [[], 0];
    }
  }
  if (held > 0) yield joined(parts);
}

/** One part may be the caller's own memory, which changes when the next is read, so it is copied too. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Buffer.concat(parts);
}
