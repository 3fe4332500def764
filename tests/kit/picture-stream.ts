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
  readonly codec?: "vp8" | "vp9";
  readonly ssrc?: number;
  readonly everyMs?: number;
  readonly keyEvery?: number;
  /** Which packets never come, by their number from 0. */
  readonly lost?: (packet: number) => boolean;
  readonly sizeOf?: (frame: number) => { width: number; height: number };
  /** Real pictures instead of ours. */
  readonly dataOf?: (frame: number) => Uint8Array;
};

const partBytes = 1_100;
const small = () => ({ width: 640, height: 360 });

/** The records of a camera. */
export function pictureStream(shot: Shot): LogRecord[] {
  const { fromMs, frames, codec = "vp8", ssrc = 9, everyMs = 40, keyEvery = 100, lost = () => false } = shot;
  const { sizeOf = small, dataOf = (it) => vp8Frame(it, it % keyEvery === 0 ? sizeOf(it) : undefined) } = shot;
  const records: LogRecord[] = [fed(codec, ssrc, fromMs)];
  let packet = 0;
  for (let frame = 0; frame < frames; frame++) {
    const data = dataOf(frame);
    for (let at = 0; at < data.length; at += partBytes) {
      const number = packet++;
      if (lost(number)) continue;
      const ends = at + partBytes >= data.length;
      const describe = codec === "vp8" ? vp8Head : vp9Head;
      const wire = rtp({
        payloadType: 101,
        sequence: 65_500 + number,
        timestamp: 0xffff_0000 + frame * everyMs * 90,
        ssrc,
        payload: Buffer.concat([describe(frame, at === 0, ends), data.subarray(at, at + partBytes)]),
      });
      if (ends) wire.writeUInt8(0x80 | 101, 1);
      records.push({ kind: "packet", atUs: (fromMs + frame * everyMs + 12) * 1000 + Math.floor(at / 10), rtp: wire });
    }
  }
  return records;
}

function vp8Head(frame: number, begins: boolean): Buffer {
  return Buffer.from([begins ? 0x90 : 0x80, 0x80, frame & 0x7f]);
}

function vp9Head(frame: number, begins: boolean, ends: boolean): Buffer {
  return Buffer.from([0x80 | (begins ? 0x08 : 0) | (ends ? 0x04 : 0), frame & 0x7f]);
}
