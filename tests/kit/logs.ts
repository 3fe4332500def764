import { Buffer } from "node:buffer";
import type { LogHead, LogRecord } from "../../server/recorder/log/records.ts";
import { type Damage, readLog } from "../../server/recorder/log/read.ts";
import { BlockWriter } from "../../server/recorder/tap/block.mjs";
import { logKey, writeHead } from "../../server/recorder/tap/format.mjs";

export const aHead: LogHead = {
  version: 1,
  takeId: "01a2-take",
  trackId: "01a2-track",
  kind: "sound",
  openedAtMs: 1_767_225_600_000,
};
export const aDataKey: Uint8Array = Buffer.alloc(32, 7);

type Made = { readonly bytes: Buffer; /** Where each block ends. */ readonly ends: readonly number[] };

/** A log as the tap writes it, a block for each list of records. */
export function madeLog(
  blocks: readonly (readonly LogRecord[])[],
  { head = aHead, dataKey = aDataKey }: { head?: LogHead; dataKey?: Uint8Array } = {},
): Made {
  const key = logKey(dataKey, head);
  const top = writeHead(head, key);
  const writer = new BlockWriter({ key, head: top, number: 0 });
  const parts = [
    Buffer.concat([top, top]),
    ...blocks.map((records) => {
      for (const it of records) write(writer, it);
      return writer.seal().block;
    }),
  ];
  let end = 0;
  const ends = parts.map((it) => end += it.length);
  return { bytes: Buffer.concat(parts), ends: ends.slice(1) };
}

function write(writer: BlockWriter, record: LogRecord): void {
  switch (record.kind) {
    case "packet":
      return writer.packet(record.atUs, record.rtp);
    case "report":
      return writer.report(record.atUs, record.ntp, record.rtpTime);
    case "mark":
      return writer.text("mark", record.atUs, Buffer.from(JSON.stringify(record.mark)));
    case "note":
      return writer.text("note", record.atUs, Buffer.from(JSON.stringify(record.note)));
  }
}

/** All that a log's bytes hold, given in pieces of `pieceBytes`. */
export async function readBack(
  bytes: Uint8Array,
  { dataKey = aDataKey, pieceBytes = 65_536 }: { dataKey?: Uint8Array; pieceBytes?: number } = {},
): Promise<{ heads: LogHead[]; records: LogRecord[]; damage: Damage[] }> {
  const [heads, records, damage]: [LogHead[], LogRecord[], Damage[]] = [[], [], []];
  const options = { onHead: (it: LogHead) => heads.push(it), onDamage: (it: Damage) => damage.push(it) };
  for await (const it of readLog(pieces(bytes, pieceBytes), dataKey, options)) records.push(it);
  return { heads, records, damage };
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
