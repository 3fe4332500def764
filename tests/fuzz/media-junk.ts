import { Buffer } from "node:buffer";
import type { Chance } from "../kit/chance.ts";

/** One datagram that is none of the good ones, but near enough to get far. `names`: ICE names that the port knows. */
export function junk(chance: Chance, names: readonly string[]): Buffer {
  const kind = chance.of(rtpJunk, rtcpJunk, dtlsJunk, noise);
  const whole = chance.below(5) === 0 ? stunJunk(chance, names) : kind(chance);
  return chance.below(8) === 0 ? whole.subarray(0, chance.below(whole.length + 1)) : whole;
}

const noise = (chance: Chance): Buffer => chance.bytes(chance.below(1_400));

/** RTP whose header promises more than there is: sources, extensions, padding. */
export function rtpJunk(chance: Chance, ssrc = chance.below(2 ** 32)): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt8(0x80 | chance.below(0x40), 0);
  header.writeUInt8(chance.of(100, 228, 101, chance.below(256)), 1);
  header.writeUInt16BE(chance.below(65_536), 2);
  header.writeUInt32BE(chance.below(2 ** 32), 4);
  header.writeUInt32BE(ssrc, 8);
  const extension = Buffer.alloc(4);
  extension.writeUInt16BE(chance.of(0xbede, 0x1000, 0x100f, chance.below(65_536)), 0);
  extension.writeUInt16BE(chance.of(0, 1, 2, 65_535, chance.below(300)), 2);
  const rest = chance.bytes(chance.below(chance.of(4, 40, 1_300)));
  return Buffer.concat([header, chance.below(2) ? extension : Buffer.alloc(0), rest]);
}

/** RTCP of every kind, alone or several in one, with counts and lengths that lie. */
export function rtcpJunk(chance: Chance, ssrc = chance.below(2 ** 32)): Buffer {
  const one = (): Buffer => {
    const body = chance.bytes(chance.below(chance.of(8, 60, 300)) & ~3);
    const header = Buffer.alloc(8);
    header.writeUInt8(0x80 | chance.below(0x40), 0);
    header.writeUInt8(chance.of(200, 201, 202, 203, 204, 205, 206, 207, chance.below(32) + 192), 1);
    const words = 1 + body.length / 4;
    header.writeUInt16BE(chance.of(words, words, words + 1, 0, 65_535, chance.below(65_536)), 2);
    header.writeUInt32BE(ssrc, 4);
    return Buffer.concat([header, body]);
  };
  return Buffer.concat(Array.from({ length: 1 + chance.below(4) }, one));
}

/** DTLS records and handshakes whose lengths, parts and versions do not fit. */
function dtlsJunk(chance: Chance): Buffer {
  const body = chance.bytes(chance.below(chance.of(16, 200, 1_200)));
  const handshake = Buffer.alloc(12);
  handshake.writeUInt8(chance.of(1, 2, 11, 16, 20, chance.below(256)), 0);
  handshake.writeUIntBE(chance.of(body.length, 0xff_ff_ff, chance.below(2 ** 24)), 1, 3);
  handshake.writeUInt16BE(chance.below(4), 4);
  handshake.writeUIntBE(chance.of(0, 0xff_ff_00, chance.below(2 ** 24)), 6, 3);
  handshake.writeUIntBE(chance.of(body.length, 0, chance.below(2 ** 24)), 9, 3);
  const record = Buffer.alloc(13);
  record.writeUInt8(chance.of(22, 20, 21, 23, 25), 0);
  record.writeUInt16BE(chance.of(0xfefd, 0xfeff, 0xfefc, chance.below(65_536)), 1);
  record.writeUInt16BE(chance.of(0, 1, 65_535), 3);
  record.writeUInt16BE(chance.of(12 + body.length, 0, 65_535, chance.below(65_536)), 11);
  return Buffer.concat([record, handshake, body]);
}

/** Connection checks with attributes of wrong kinds and lengths, some with a name that exists. */
function stunJunk(chance: Chance, names: readonly string[]): Buffer {
  const attribute = (kind: number, value: Uint8Array): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(kind, 0);
    head.writeUInt16BE(chance.of(value.length, value.length, 65_535, chance.below(64)), 2);
    return Buffer.concat([head, value, Buffer.alloc((4 - value.length % 4) % 4)]);
  };
  const name = chance.of("", ...names, chance.bytes(chance.below(40)).toString("latin1"));
  const attributes = Buffer.concat([
    attribute(0x0006, Buffer.from(`${name}:${chance.of("peer", "")}`)),
    attribute(chance.of(0x0024, 0x0025, 0x8029, 0x802a, 0x0020, chance.below(65_536)), chance.bytes(chance.below(12))),
    attribute(0x0008, chance.bytes(20)),
    ...(chance.below(3) === 0 ? [attribute(0x8028, chance.bytes(4))] : []),
  ]);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(chance.of(0x0001, 0x0101, 0x0111, 0x0011, chance.below(0x4000)), 0);
  header.writeUInt16BE(chance.of(attributes.length, attributes.length, 0, 65_535), 2);
  header.writeUInt32BE(chance.of(0x2112a442, 0x2112a442, chance.below(2 ** 32)), 4);
  return Buffer.concat([header, chance.bytes(12), attributes]);
}
