import { Buffer } from "node:buffer";
import { getRandomValues } from "node:crypto";
import type { Clock } from "./clock.ts";

/** Where ids come from. */
export type Ids = {
  /** A UUIDv7: unique, and later ones sort after earlier ones. */
  next(): string;
};

/** UUIDv7 with a counter in the random bits' place of honour, so that ids of one millisecond keep their order. */
export function uuidv7(clock: Clock): Ids {
  let lastMs = 0;
  let counter = 0;
  return {
    next() {
      const nowMs = clock.now();
      const bytes = getRandomValues(new Uint8Array(16));
      if (nowMs > lastMs) {
        lastMs = nowMs;
        counter = ((bytes[6] ?? 0) & 0x07) << 8 | (bytes[7] ?? 0);
      } else if (++counter > 0xfff) {
        lastMs++;
        counter = 0;
      }
      return format(bytes, lastMs, counter);
    },
  };
}

/** Whether `text` has the form of an id, so that the database can be asked about it. Ours are in lower case. */
export function isId(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);
}

/** An id for logs: enough to follow one thing, too little to look it up. */
export function short(id: string): string {
  return id.slice(-8);
}

function format(bytes: Uint8Array, ms: number, counter: number): string {
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(ms / 2 ** 32));
  view.setUint32(2, ms % 2 ** 32);
  view.setUint16(6, 0x7000 | counter);
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = Buffer.from(bytes).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
