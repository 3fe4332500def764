// The form of a log, version 1. A head says what the log is, then come blocks, each sealed by itself. Numbers are
// big-endian; times are microseconds since the take was opened.
//
//   head    twice: "GRLG", version u16, length u16, openedAtMs u64, kind u8, two lengths u8, 0 u8, key print 8, the two ids,
//           CRC-32 of all before
//   block   "GRBK", length of the sealed bytes u32, number u32, records u32, first time u48, 0 u16, nonce 12,
//           CRC-32 of all before; sealed bytes; tag 16. Head and block's head are the additional data of AES-256-GCM.
//   record  kind u8, time since the block's first u32, then
//           1 packet: length u16, RTP · 2 report: NTP u64, RTP time u32 · 3 mark, 4 note: length u32, JSON
import { Buffer } from "node:buffer";
import { createHash, hkdfSync } from "node:crypto";
import { crc32 } from "node:zlib";

export const version = 1;
export const kinds = ["sound", "picture", "notes"];
export const recordKinds = { packet: 1, report: 2, mark: 3, note: 4 };
const headFixedBytes = 28;
export const blockHeadBytes = 40;
export const tagBytes = 16;
/** No block is larger, so that a reader never needs more memory. A writer closes its blocks long before. */
export const maxSealedBytes = 1024 * 1024;
/** The longest JSON of a mark or note. */
export const maxTextBytes = 512 * 1024;

export const logMagic = Buffer.from("GRLG");
export const blockMagic = Buffer.from("GRBK");

/** Why bytes are no log that can be read here. `code`: "not-a-log", "newer-version" or "other-key". */
export class LogTrouble extends Error {
  /** @param {"not-a-log" | "newer-version" | "other-key"} code */
  constructor(code) {
    super(code);
    this.name = "LogTrouble";
    this.code = code;
  }
}

/**
 * The key of one log, from that of its interview: another log's key opens nothing here.
 * @param {Uint8Array} dataKey @param {{ takeId: string, trackId: string }} log
 */
export function logKey(dataKey, { takeId, trackId }) {
  return Buffer.from(hkdfSync("sha256", dataKey, new Uint8Array(0), `grindstone log 1 ${takeId} ${trackId}`, 32));
}

/** Tells keys apart and says nothing of them. @param {Uint8Array} key */
export function keyPrint(key) {
  return createHash("sha256").update("grindstone log key print").update(key).digest().subarray(0, 8);
}

/**
 * @param {{ takeId: string, trackId: string, kind: string, openedAtMs: number }} head @param {Uint8Array} key the log's own
 * @returns {Buffer}
 */
export function writeHead({ takeId, trackId, kind, openedAtMs }, key) {
  const [take, track] = [Buffer.from(takeId), Buffer.from(trackId)];
  const bytes = Buffer.alloc(headFixedBytes + take.length + track.length + 4);
  logMagic.copy(bytes, 0);
  bytes.writeUInt16BE(version, 4);
  bytes.writeUInt16BE(bytes.length, 6);
  bytes.writeBigUInt64BE(BigInt(openedAtMs), 8);
  bytes.writeUInt8(kinds.indexOf(kind), 16);
  bytes.writeUInt8(take.length, 17);
  bytes.writeUInt8(track.length, 18);
  keyPrint(key).copy(bytes, 20);
  take.copy(bytes, headFixedBytes);
  track.copy(bytes, headFixedBytes + take.length);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, -4)), bytes.length - 4);
  return bytes;
}

/**
 * The head at the beginning of `bytes`; undefined while there are too few. Throws LogTrouble.
 * @param {Buffer} bytes
 * @returns {{ takeId: string, trackId: string, kind: string, openedAtMs: number, print: Buffer, bytes: Buffer } | undefined}
 */
export function readHead(bytes) {
  if (bytes.length < 8) return undefined;
  if (bytes.compare(logMagic, 0, 4, 0, 4) !== 0) throw new LogTrouble("not-a-log");
  // Checked first: all else may look different there.
  if (bytes.readUInt16BE(4) > version) throw new LogTrouble("newer-version");
  const length = bytes.readUInt16BE(6);
  if (length < headFixedBytes + 4) throw new LogTrouble("not-a-log");
  if (bytes.length < length) return undefined;
  const head = bytes.subarray(0, length);
  const [takeEnd, trackEnd] = [headFixedBytes + (head[17] ?? 0), headFixedBytes + (head[17] ?? 0) + (head[18] ?? 0)];
  const kind = kinds[head[16] ?? -1];
  if (crc32(head.subarray(0, -4)) !== head.readUInt32BE(length - 4) || trackEnd + 4 !== length || !kind) {
    throw new LogTrouble("not-a-log");
  }
  return {
    takeId: head.toString("utf8", headFixedBytes, takeEnd),
    trackId: head.toString("utf8", takeEnd, trackEnd),
    kind,
    openedAtMs: Number(head.readBigUInt64BE(8)),
    print: head.subarray(20, 28),
    bytes: head,
  };
}

/**
 * @param {Buffer} into its first 40 bytes @param {{ sealedBytes: number, number: number, records: number, firstUs: number, nonce: Buffer }} block
 */
export function writeBlockHead(into, { sealedBytes, number, records, firstUs, nonce }) {
  blockMagic.copy(into, 0);
  into.writeUInt32BE(sealedBytes, 4);
  into.writeUInt32BE(number, 8);
  into.writeUInt32BE(records, 12);
  into.writeUIntBE(firstUs, 16, 6);
  into.writeUInt16BE(0, 22);
  nonce.copy(into, 24);
  into.writeUInt32BE(crc32(into.subarray(0, 36)), 36);
}

/**
 * The block's head at `at`, or undefined where there is none. `bytes` must hold 40 from there.
 * @param {Buffer} bytes @param {number} at
 */
export function readBlockHead(bytes, at) {
  if (bytes.readUInt32BE(at) !== blockMagic.readUInt32BE(0)) return undefined;
  const sealedBytes = bytes.readUInt32BE(at + 4);
  if (sealedBytes > maxSealedBytes || crc32(bytes.subarray(at, at + 36)) !== bytes.readUInt32BE(at + 36)) {
    return undefined;
  }
  return {
    sealedBytes,
    number: bytes.readUInt32BE(at + 8),
    records: bytes.readUInt32BE(at + 12),
    firstUs: bytes.readUIntBE(at + 16, 6),
    nonce: bytes.subarray(at + 24, at + 36),
  };
}
