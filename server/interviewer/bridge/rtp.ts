import { Buffer } from "node:buffer";

export type RtpPacket = {
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
};

/** The header extension that says how loud a packet is, as our own voices carry it. */
export const loudness = { uri: "urn:ietf:params:rtp-hdrext:ssrc-audio-level", id: 1 } as const;

/** What an RTP packet holds; undefined: it is none. */
export function readRtp(bytes: Uint8Array): RtpPacket | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 12 || view.getUint8(0) >> 6 !== 2) return undefined;
  const first = view.getUint8(0);
  let from = 12 + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (from + 4 > bytes.length) return undefined;
    from += 4 + view.getUint16(from + 2) * 4;
  }
  const padding = (first & 0x20) === 0 ? 0 : view.getUint8(bytes.length - 1);
  if (from + padding > bytes.length) return undefined;
  return {
    payloadType: view.getUint8(1) & 0x7f,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    ssrc: view.getUint32(8),
    payload: bytes.subarray(from, bytes.length - padding),
  };
}

/** An RTP packet as it goes out. `marker`: it follows a pause. `level`: dB below the loudest, 0 to 127. */
export function writeRtp(packet: RtpPacket & { readonly marker: boolean; readonly level: number }): Buffer {
  const bytes = Buffer.alloc(20 + packet.payload.length);
  bytes[0] = 0x90;
  bytes[1] = (packet.marker ? 0x80 : 0) | packet.payloadType;
  bytes.writeUInt16BE(packet.sequence & 0xffff, 2);
  bytes.writeUInt32BE(packet.timestamp >>> 0, 4);
  bytes.writeUInt32BE(packet.ssrc, 8);
  bytes.writeUInt32BE(0xbede_0001, 12);
  bytes[16] = loudness.id << 4;
  bytes[17] = packet.level;
  bytes.set(packet.payload, 20);
  return bytes;
}
