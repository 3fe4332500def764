import { Buffer } from "node:buffer";
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";
import type { BlobKey } from "../../ports/blobs.ts";

/** Lower opens less for a small range, higher takes less room for proofs. Part of the format. */
export const chunkBytes = 64 * 1024;

/** What a sealed object consists of: a head, chunks that each have nonce, sealed bytes and proof, and an end. */
export const sizes = { magic: 4, key: 8, crc: 4, nonce: 12, proof: 16, end: 8 } as const;
const magic = Buffer.from("GRB\x01", "latin1");
const end = Buffer.from("GRB-END\n", "latin1");
export const headBytes = sizes.magic + sizes.key + sizes.crc;
const perChunk = sizes.nonce + sizes.proof;
export const sealedChunkBytes = chunkBytes + perChunk;

/** The keys of one object: none of them opens or makes anything of another. */
export type ObjectKeys = { readonly cipher: Uint8Array; readonly nonce: Uint8Array; readonly check: Uint8Array };
export type Place = { readonly number: number; readonly last: boolean };

export function keysOf({ interviewId, dataKey }: BlobKey, name: string): ObjectKeys {
  if (dataKey.length !== 32) throw new Error("a data key has 32 bytes");
  const info = Buffer.from(`grindstone blob 1\0${interviewId.toLowerCase()}\0${name}`);
  const all = new Uint8Array(hkdfSync("sha256", dataKey, new Uint8Array(0), info, 32 + 32 + sizes.key));
  return { cipher: all.subarray(0, 32), nonce: all.subarray(32, 64), check: all.subarray(64) };
}

export function headOf({ check }: ObjectKeys): Buffer {
  const head = Buffer.concat([magic, check, Buffer.alloc(sizes.crc)]);
  head.writeUInt32BE(crc32(head.subarray(0, -sizes.crc)), headBytes - sizes.crc);
  return head;
}

export const endMark = (): Buffer => Buffer.from(end);
export const isEnd = (bytes: Uint8Array): boolean => end.equals(bytes);

/** What the head says of the object: whether this key opens it, or that it is no head of ours. */
export function readHead(head: Uint8Array, { check }: ObjectKeys): "ours" | "another key" | "later format" | "damaged" {
  const bytes = Buffer.from(head);
  const whole = bytes.length === headBytes && bytes.subarray(0, 3).equals(magic.subarray(0, 3)) &&
    bytes.readUInt32BE(headBytes - sizes.crc) === crc32(bytes.subarray(0, -sizes.crc));
  if (!whole) return "damaged";
  if (bytes[3] !== magic[3]) return "later format";
  return timingSafeEqual(bytes.subarray(sizes.magic, -sizes.crc), check) ? "ours" : "another key";
}

/**
 * One chunk, bound to the object, its place, and whether more follow. The nonce is made of the chunk's bytes: the same
 * bytes at the same place look the same, so that an upload goes on where it was; other bytes never share a nonce.
 */
export function sealChunk(keys: ObjectKeys, bytes: Uint8Array, place: Place): Buffer {
  const bound = placeBytes(place);
  const nonce = createHmac("sha256", keys.nonce).update(bound).update(bytes).digest().subarray(0, sizes.nonce);
  const cipher = createCipheriv("aes-256-gcm", keys.cipher, nonce).setAAD(bound);
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** null: these bytes were not sealed for this place with this key. */
export function openChunk(keys: ObjectKeys, sealed: Uint8Array, place: Place): Uint8Array | null {
  if (sealed.length < perChunk) return null;
  const decipher = createDecipheriv("aes-256-gcm", keys.cipher, sealed.subarray(0, sizes.nonce), {
    authTagLength: sizes.proof,
  }).setAAD(placeBytes(place)).setAuthTag(sealed.subarray(-sizes.proof));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(sizes.nonce, -sizes.proof)), decipher.final()]);
  } catch {
    return null;
  }
}

/** How an object of that many stored bytes is laid out; null when nothing of ours is that short. */
export function layoutOf(storedBytes: number): { readonly chunks: number; readonly bytes: number } | null {
  const body = storedBytes - headBytes - sizes.end;
  if (body < perChunk) return null;
  const chunks = Math.ceil(body / sealedChunkBytes);
  return { chunks, bytes: Math.max(0, body - chunks * perChunk) };
}

function placeBytes({ number, last }: Place): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeBigUInt64BE(BigInt(number));
  bytes[8] = last ? 1 : 0;
  return bytes;
}
