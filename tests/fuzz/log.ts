import { Buffer } from "node:buffer";
import { createCipheriv } from "node:crypto";
import { AppError } from "../../server/kit/errors.ts";
import type { LogRecord } from "../../server/recorder/log/records.ts";
import { readLog } from "../../server/recorder/log/read.ts";
import { logKey, writeBlockHead, writeHead } from "../../server/recorder/tap/format.mjs";
import type { Chance } from "../kit/chance.ts";
import { aDataKey, aHead, madeLog } from "../kit/logs.ts";
import { broken, type Target } from "./kit/target.ts";

const key = logKey(aDataKey, aHead);
const top = writeHead(aHead, key);
const packet = (at: number): LogRecord => ({ kind: "packet", atUs: at, rtp: Buffer.alloc(12 + at % 30, at) });
const written: LogRecord[][] = [
  [{ kind: "mark", atUs: 0, mark: { is: "paused" } }, packet(1)],
  [packet(2), { kind: "report", atUs: 3, ntp: 4n, rtpTime: 5 }, packet(6)],
  [packet(7)],
  [{ kind: "note", atUs: 8, note: { kind: "caption" } }, packet(9)],
];
const whole = madeLog(written).bytes;
const shown = (it: LogRecord): string =>
  it.kind === "packet" ? `${it.atUs} ${Buffer.from(it.rtp).toString("hex")}` : `${it.atUs} ${it.kind}`;
const known = new Map(written.flat().map((it, at) => [shown(it), at]));

export const log: Target = { about: "logs that anything was done to", open: () => attack };

/** Only what was written is believed, each of it once and in its order. */
async function attack(chance: Chance): Promise<void> {
  const spoilt = chance.below(4) === 0 ? hostile(chance) : { bytes: spoil(chance), ours: true };
  const records = await attempt(spoilt.bytes, 1 + chance.below(spoilt.bytes.length + 1));
  const places = records.map((it) => known.get(shown(it)) ?? -1);
  if (spoilt.ours && !places.every((it, at) => it > (places[at - 1] ?? -1))) broken("it holds what was never written");
}

/** All of it, or one of our own sentences. */
async function attempt(bytes: Buffer, pieceBytes: number): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  try {
    for await (const it of readLog(pieces(bytes, pieceBytes), aDataKey)) records.push(it);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return records;
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A true log to which up to four things were done. */
function spoil(chance: Chance): Buffer {
  let bytes: Buffer = Buffer.from(whole);
  for (let times = 1 + chance.below(4); times > 0; times--) {
    bytes = chance.of(flip, cut, drop, repeat, insert)(chance, bytes);
  }
  return bytes;
}

function flip(chance: Chance, bytes: Buffer): Buffer {
  const at = chance.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ 1 << chance.below(8);
  return bytes;
}

const cut = (chance: Chance, bytes: Buffer): Buffer => bytes.subarray(0, chance.below(bytes.length + 1));

function drop(chance: Chance, bytes: Buffer): Buffer {
  const at = chance.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + chance.below(100))]);
}

function repeat(chance: Chance, bytes: Buffer): Buffer {
  const at = chance.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at + chance.below(200)), bytes.subarray(at)]);
}

function insert(chance: Chance, bytes: Buffer): Buffer {
  const at = chance.below(bytes.length + 1);
  const what = chance.of(chance.bytes(chance.below(50)), Buffer.from("GRBK"), Buffer.from("GRLG"), lyingHead(chance));
  return Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)]);
}

/** The head of a block, whole by its checksum, that promises anything. */
function lyingHead(chance: Chance): Buffer {
  const head = Buffer.alloc(40);
  writeBlockHead(head, {
    sealedBytes: chance.of(0, 1, 40, 1024 * 1024, 2 ** 32 - 1, chance.below(2_000)),
    number: chance.of(0, 1, 2 ** 32 - 1, chance.below(10)),
    records: chance.below(2 ** 32),
    firstUs: chance.below(2 ** 32),
    nonce: chance.bytes(12),
  });
  return head;
}

/** Blocks sealed with the right key by somebody who writes anything into them. */
function hostile(chance: Chance): { bytes: Buffer; ours: false } {
  const blocks = Array.from({ length: 1 + chance.below(3) }, (_, number) => sealed(chance, number));
  return { bytes: Buffer.concat([top, top, ...blocks]), ours: false };
}

function sealed(chance: Chance, number: number): Buffer {
  const plain = Buffer.concat(Array.from({ length: chance.below(4) }, () => recordLike(chance)));
  const nonce = Buffer.alloc(12, chance.below(256));
  const head = Buffer.alloc(40);
  const firstUs = chance.of(0, 2 ** 48 - 1, chance.below(2 ** 32));
  writeBlockHead(head, { sealedBytes: plain.length, number, records: chance.below(2 ** 32), firstUs, nonce });
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.concat([top, head]));
  return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** A record whose kind, length and words need not fit. */
function recordLike(chance: Chance): Buffer {
  const body = chance.of(
    chance.bytes(chance.below(30)),
    Buffer.from("null"),
    Buffer.from('{"is":7}'),
    Buffer.from("{"),
  );
  const head = Buffer.alloc(chance.of(5, 7, 9, 9));
  head.writeUInt8(chance.of(1, 2, 3, 4, chance.below(256)), 0);
  head.writeUInt32BE(chance.below(2 ** 32), 1);
  if (head.length === 7) head.writeUInt16BE(chance.of(body.length, body.length, 65_535, chance.below(40)), 5);
  if (head.length === 9) head.writeUInt32BE(chance.of(body.length, body.length, 2 ** 32 - 1, chance.below(40)), 5);
  return Buffer.concat([head, body]);
}
