// Where the records of an opened block are.
import { recordKinds } from "./format.mjs";

const { packet, report, mark, note } = recordKinds;

/**
 * Each record's kind, time since the block's first, and content. One that does not fit ends the block: its seal says that
 * we wrote it, so only another writer can have meant it.
 * @param {Buffer} plain
 * @returns {Generator<{ kind: number, sinceUs: number, from: number, end: number }>}
 */
export function* recordsIn(plain) {
  for (let at = 0; at + 5 <= plain.length;) {
    const kind = plain.readUInt8(at);
    const content = contentOf(plain, at + 5, kind);
    if (!content || content.end > plain.length) return;
    yield { kind, sinceUs: plain.readUInt32BE(at + 1), ...content };
    at = content.end;
  }
}

function contentOf(plain, at, kind) {
  const has = (bytes) => at + bytes <= plain.length;
  if (kind === packet && has(2)) return { from: at + 2, end: at + 2 + plain.readUInt16BE(at) };
  if (kind === report && has(12)) return { from: at, end: at + 12 };
  if ((kind === mark || kind === note) && has(4)) return { from: at + 4, end: at + 4 + plain.readUInt32BE(at) };
  return undefined;
}
