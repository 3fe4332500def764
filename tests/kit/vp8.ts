import { Buffer } from "node:buffer";
import type { LogRecord } from "../../server/recorder/log/records.ts";
import { fed } from "./rtp-stream.ts";
import { rtp } from "./rtp.ts";

/** A frame that a decoder would know by its head; its body is its number. */
export function vp8Frame(frame: number, size?: { width: number; height: number }, bytes = 3_000): Buffer {
  const data = Buffer.alloc(bytes, frame & 0xff);
  data.writeUInt8(size ? 0x10 : 0x11, 0);
  data.writeUInt32BE(frame, 12);
  if (size) {
    data.set([0x9d, 0x01, 0x2a], 3);
    data.writeUInt16LE(size.width, 6);
    data.writeUInt16LE(size.height, 8);
  }
  return data;
}

type Shot = {
  readonly fromMs: number;
  readonly frames: number;
  readonly ssrc?: number;
  readonly everyMs?: number;
  readonly keyEvery?: number;
  /** Which packets never come, by their number from 0. */
  readonly lost?: (packet: number) => boolean;
  readonly sizeOf?: (frame: number) => { width: number; height: number };
};

const partBytes = 1_100;

/** The records of a camera. */
export function pictureStream(
  {
    fromMs,
    frames,
    ssrc = 9,
    everyMs = 40,
    keyEvery = 100,
    lost = () => false,
    sizeOf = () => ({ width: 640, height: 360 }),
  }: Shot,
): LogRecord[] {
  const records: LogRecord[] = [fed("vp8", ssrc, fromMs)];
  let packet = 0;
  for (let frame = 0; frame < frames; frame++) {
    const data = vp8Frame(frame, frame % keyEvery === 0 ? sizeOf(frame) : undefined);
    for (let at = 0; at < data.length; at += partBytes) {
      const number = packet++;
      if (lost(number)) continue;
      const last = at + partBytes >= data.length;
      const wire = rtp({
        payloadType: 101,
        sequence: 65_500 + number,
        timestamp: 0xffff_0000 + frame * everyMs * 90,
        ssrc,
        payload: Buffer.concat([
          Buffer.from(at === 0 ? [0x90, 0x80, frame & 0x7f] : [0x80, 0x80, frame & 0x7f]),
          data.subarray(at, at + partBytes),
        ]),
      });
      if (last) wire.writeUInt8(0x80 | 101, 1);
      records.push({ kind: "packet", atUs: (fromMs + frame * everyMs + 12) * 1000 + at, rtp: wire });
    }
  }
  return records;
}
