import { readFileSync } from "node:fs";

/** When a packet that was written down had been sent, and when it came in the recorder's own eyes. */
export type Kept = { readonly sentMs: number; readonly cameMs: number };

/** Of Opus, in each packet of the generator. */
export const packetBytes = 80;

/** What the generator put at the end of its packets. */
export const sentOf = (packet: Uint8Array): number =>
  new DataView(packet.buffer, packet.byteOffset + packet.length - 8, 8).getFloat64(0);

/** Of whole packets in Janus's recording. */
export function inMjr(path: string): Kept[] {
  const bytes = readFileSync(path);
  const kept: Kept[] = [];
  for (let at = 0; at + 10 <= bytes.length;) {
    const end = at + 10 + bytes.readUInt16BE(at + 8);
    if (end > bytes.length) break;
    if (at > 0) kept.push({ sentMs: sentOf(bytes.subarray(at + 10, end)), cameMs: bytes.readUInt32BE(at + 4) });
    at = end;
  }
  return kept;
}

/** Of packets on the whole pages of an Ogg file, which tells no time of arrival. */
export function inOgg(path: string): Kept[] {
  const bytes = readFileSync(path);
  const kept: Kept[] = [];
  for (let at = 0; at + 27 <= bytes.length && bytes.toString("latin1", at, at + 4) === "OggS";) {
    const table = bytes.subarray(at + 27, at + 27 + (bytes[at + 26] ?? 0));
    const end = at + 27 + table.length + table.reduce((sum, it) => sum + it, 0);
    if (end > bytes.length) break;
    let from = at + 27 + table.length;
    for (const size of table) {
      // Its two headers are no packets of the generator's size.
      if (size === packetBytes) kept.push({ sentMs: sentOf(bytes.subarray(from, from + size)), cameMs: Number.NaN });
      from += size;
    }
    at = end;
  }
  return kept;
}
