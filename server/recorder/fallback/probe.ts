import { Buffer } from "node:buffer";

const ebml = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);
const ogg = Buffer.from("OggS");
const mp4 = Buffer.from("ftyp");

/** Whether bytes begin like a file that browsers record into. What it is named or said to be does not count. */
export function looksLikeSound(bytes: Uint8Array): boolean {
  const at = (from: number): Buffer => Buffer.from(bytes.subarray(from, from + 4));
  return at(0).equals(ebml) || at(0).equals(ogg) || at(4).equals(mp4);
}
