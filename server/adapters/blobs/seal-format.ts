import { Buffer } from "node:buffer";
import { hkdfSync, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";
import type { BlobKey } from "../../ports/blobs.ts";

/** Its work is done by other threads than the one that answers people. */
const { subtle } = globalThis.crypto;

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
export type ObjectKeys = { readonly cipher: CryptoKey; readonly nonce: CryptoKey; readonly check: Uint8Array };
export type Place = { readonly number: number; readonly last: boolean };

export async function keysOf({ interviewId, dataKey }: BlobKey, name: string): Promise<ObjectKeys> {
  if (dataKey.length !== 32) throw new Error("a data key has 32 bytes");
  const info = Buffer.from(`grindstone blob 1\0${interviewId.toLowerCase()}\0${name}`);
  const all = new Uint8Array(hkdfSync("sha256", dataKey, new Uint8Array(0), info, 32 + 32 + sizes.key));
  const [cipher, nonce] = await Promise.all([
    subtle.importKey("raw", all.subarray(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]),
    subtle.importKey("raw", all.subarray(32, 64), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]),
  ]);
  return { cipher, nonce, check: all.subarray(64) };
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
export async function sealChunk(keys: ObjectKeys, bytes: Uint8Array, place: Place): Promise<Buffer> {
  const bound = placeBytes(place);
  const both = Buffer.concat([bound, bytes]);
  const nonce = Buffer.from(await subtle.sign("HMAC", keys.nonce, both)).subarray(0, sizes.nonce);
  const sealed = await subtle.encrypt(cipherOf(nonce, bound), keys.cipher, both.subarray(bound.length));
  return Buffer.concat([nonce, Buffer.from(sealed)]);
}

/** null: these bytes were not sealed for this place with this key. */
export async function openChunk(
  keys: ObjectKeys,
  sealed: Uint8Array<ArrayBuffer>,
  place: Place,
): Promise<Uint8Array | null> {
  if (sealed.length < perChunk) return null;
  const cipher = cipherOf(sealed.subarray(0, sizes.nonce), placeBytes(place));
  try {
    return new Uint8Array(await subtle.decrypt(cipher, keys.cipher, sealed.subarray(sizes.nonce)));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return null;
    throw error;
  }
}

function cipherOf(iv: Uint8Array<ArrayBuffer>, additionalData: Uint8Array<ArrayBuffer>) {
  return { name: "AES-GCM", iv, additionalData, tagLength: sizes.proof * 8 };
}

/** How an object of that many stored bytes is laid out; null when nothing of ours is that short. */
export function layoutOf(storedBytes: number): { readonly chunks: number; readonly bytes: number } | null {
  const body = storedBytes - headBytes - sizes.end;
  if (body < perChunk) return null;
  const chunks = Math.ceil(body / sealedChunkBytes);
  return { chunks, bytes: Math.max(0, body - chunks * perChunk) };
}

function placeBytes({ number, last }: Place): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(9);
  bytes.writeBigUInt64BE(BigInt(number));
  bytes[8] = last ? 1 : 0;
  return bytes;
}
