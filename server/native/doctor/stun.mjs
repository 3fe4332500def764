// What STUN (RFC 8489), ICE (RFC 8445) and TURN (RFC 8656) put into their messages, as far as the doctor speaks them. It is
// our own, because the packages that speak them hold a whole agent that chooses among candidates by itself and does not say
// which of them answered, and this is a page of code.
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

/** Kinds of requests; an answer's kind is its request's with a bit more, and one more when it refuses. */
export const kinds = { binding: 0x0001, allocate: 0x0003, refresh: 0x0004 };

/** What can be in a message. */
export const parts = {
  username: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  realm: 0x0014,
  nonce: 0x0015,
  relayed: 0x0016,
  requestedTransport: 0x0019,
  mapped: 0x0020,
  priority: 0x0024,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
  controlling: 0x802a,
};

const answering = 0x0100;
const cookie = 0x2112a442;
const headerBytes = 20;
const integrityBytes = 20;
const fingerprintXor = 0x5354554e;

/** @typedef {{ kind: number, transaction: Buffer, parts: Map<number, Buffer>, bytes: Buffer, integrityAt: number }} Message */

/**
 * A whole message; with a `key` it proves who made it, and it always ends with a fingerprint.
 * @param {{ kind: number, transaction?: Buffer, parts?: readonly (readonly [number, Buffer | string])[], key?: string | Buffer }} what
 */
export function write({ kind, transaction = randomBytes(12), parts: inside = [], key }) {
  let bytes = Buffer.concat([header(kind, transaction), ...inside.map(([part, value]) => written(part, value))]);
  if (key !== undefined) bytes = Buffer.concat([bytes, written(parts.integrity, proof(bytes, key))]);
  const checked = withLength(bytes, bytes.length + 8);
  return withLength(Buffer.concat([checked, written(parts.fingerprint, number32(fingerprintOf(checked)))]));
}

/** What the bytes say, or undefined when they are no such message. @param {Buffer} bytes @returns {Message | undefined} */
export function read(bytes) {
  if (bytes.length < headerBytes || bytes[0] > 3 || bytes.readUInt32BE(4) !== cookie) return undefined;
  if (bytes.readUInt16BE(2) !== bytes.length - headerBytes) return undefined;
  const found = { kind: bytes.readUInt16BE(0), transaction: bytes.subarray(8, 20), parts: new Map(), bytes };
  let integrityAt = -1;
  for (let at = headerBytes; at + 4 <= bytes.length;) {
    const [part, length] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
    if (at + 4 + length > bytes.length) return undefined;
    // What stands behind the proof is not proven, so it is not believed.
    if (integrityAt < 0) found.parts.set(part, bytes.subarray(at + 4, at + 4 + length));
    if (part === parts.integrity && integrityAt < 0) integrityAt = at;
    at += 4 + padded(length);
  }
  return { ...found, integrityAt };
}

/** @param {Message} message */
export function isAnswer({ kind }) {
  return (kind & answering) !== 0;
}

/** Whether it was made by somebody who has the key. @param {Message} message @param {string | Buffer} key */
export function provenBy({ bytes, parts: inside, integrityAt }, key) {
  const told = inside.get(parts.integrity);
  if (integrityAt < 0 || told?.length !== integrityBytes) return false;
  return timingSafeEqual(told, proof(bytes.subarray(0, integrityAt), key));
}

/** The key of TURN's long-term credentials. @param {{ username: string, realm: string, credential: string }} who */
export function longTermKey({ username, realm, credential }) {
  return createHash("md5").update(`${username}:${realm}:${credential}`).digest();
}

/** An address and port in a part, or undefined. @param {Message} message @param {number} part */
export function addressIn({ parts: inside, transaction }, part) {
  const value = inside.get(part);
  if (value?.length !== 8 && value?.length !== 20) return undefined;
  const mask = Buffer.concat([number32(cookie), transaction]);
  const bytes = value.subarray(4).map((it, i) => it ^ mask[i]);
  const port = value.readUInt16BE(2) ^ (cookie >>> 16);
  if (bytes.length === 4) return `${bytes.join(".")}:${port}`;
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] << 8) | bytes[2 * i + 1]).toString(16));
  return `[${groups.join(":")}]:${port}`;
}

/** The code of an answer that refuses, or undefined when it does not. @param {Message} message */
export function refusalIn({ parts: inside }) {
  const value = inside.get(parts.errorCode);
  return value && value.length >= 4 ? (value[2] & 7) * 100 + value[3] : undefined;
}

/** @param {number} value */
export function number32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function header(kind, transaction) {
  const start = Buffer.alloc(4);
  start.writeUInt16BE(kind);
  return Buffer.concat([start, number32(cookie), transaction]);
}

function written(part, value) {
  const body = Buffer.from(value);
  const bytes = Buffer.alloc(4 + padded(body.length));
  bytes.writeUInt16BE(part);
  bytes.writeUInt16BE(body.length, 2);
  body.copy(bytes, 4);
  return bytes;
}

/** The proof counts itself in the length that it proves. */
function proof(bytes, key) {
  return createHmac("sha1", key).update(withLength(bytes, bytes.length + 4 + integrityBytes)).digest();
}

function fingerprintOf(bytes) {
  return crc32(bytes) ^ fingerprintXor;
}

function withLength(bytes, whole = bytes.length) {
  const copy = Buffer.from(bytes);
  copy.writeUInt16BE(whole - headerBytes, 2);
  return copy;
}

function padded(length) {
  return Math.ceil(length / 4) * 4;
}
