import { Buffer } from "node:buffer";

type Packet = {
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
  /** In dB below the loudest, 0 to 127; told in a header extension. */
  readonly quiet?: number;
};

/** The header extension in which our peers tell their loudness. */
export const audioLevel = { uri: "urn:ietf:params:rtp-hdrext:ssrc-audio-level", id: 1 } as const;

/** An RTP packet as it goes over the wire. */
export function rtp({ payloadType, sequence, timestamp, ssrc, payload, quiet }: Packet): Buffer {
  const header = Buffer.alloc(quiet === undefined ? 12 : 20);
  header.writeUInt8(quiet === undefined ? 0x80 : 0x90, 0);
  header.writeUInt8(payloadType, 1);
  header.writeUInt16BE(sequence & 0xffff, 2);
  header.writeUInt32BE(timestamp >>> 0, 4);
  header.writeUInt32BE(ssrc, 8);
  if (quiet !== undefined) {
    header.writeUInt32BE(0xbede_0001, 12);
    header.writeUInt8(audioLevel.id << 4, 16);
    header.writeUInt8(quiet, 17);
  }
  return Buffer.concat([header, payload]);
}

/** What an RTP packet holds, past what was added to its header on the way; undefined: it is none. */
export function readRtp(packet: Buffer): { ssrc: number; sequence: number; payload: Buffer } | undefined {
  const kind = packet.length < 12 ? 0 : packet.readUInt8(1);
  // 192 to 223 are RTCP.
  if (packet.length < 12 || (packet.readUInt8(0) >> 6) !== 2 || kind >= 192 && kind <= 223) return undefined;
  const first = packet.readUInt8(0);
  const fixed = 12 + (first & 0x0f) * 4;
  const extended = (first & 0x10) === 0 ? 0 : 4 + packet.readUInt16BE(fixed + 2) * 4;
  return { ssrc: packet.readUInt32BE(8), sequence: packet.readUInt16BE(2), payload: packet.subarray(fixed + extended) };
}

/** Whether RTCP holds the wish for a whole picture (payload-specific feedback, format 1). */
export function asksForPicture(packet: Buffer): boolean {
  for (let at = 0; at + 4 <= packet.length; at += 4 + packet.readUInt16BE(at + 2) * 4) {
    if (packet.readUInt8(at + 1) === 206 && (packet.readUInt8(at) & 0x1f) === 1) return true;
  }
  return false;
}
