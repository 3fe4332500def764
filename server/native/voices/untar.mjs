// Unpacks a tar archive that we do not trust: files and folders below one folder, within limits, and nothing else.
import { Buffer } from "node:buffer";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { Trouble } from "../trouble.mjs";

const block = 512;
const mostFiles = 5_000;
/** Longer names, and notes about a file, are in a block of their own before it. */
const longestNote = 64 * 1024;
const kinds = { file: ["0", "\0", "7"], folder: ["5"], longName: ["L"], notes: ["x", "g"] };

/**
 * Unpacks what is below `top` into `into`. Throws Trouble for whatever else the archive holds; then `into` is half full.
 * @param {AsyncIterable<Uint8Array>} pieces @param {{ into: string, top: string, mostBytes: number }} options
 */
export async function untar(pieces, { into, top, mostBytes }) {
  const reader = makeReader(pieces);
  const left = { bytes: mostBytes, files: mostFiles };
  let longName;
  for (;;) {
    const head = await reader.take(block);
    if (!head) throw refused("it ends in the middle");
    if (head.every((it) => it === 0)) return;
    const { name, kind, bytes } = headOf(head);
    if (kinds.longName.includes(kind) || kinds.notes.includes(kind)) {
      if (bytes > longestNote) throw refused("it has a name without an end");
      const note = await whole(reader, bytes);
      longName = kinds.longName.includes(kind) ? text(note) : pathIn(note) ?? longName;
      continue;
    }
    const path = placeOf(longName ?? name, top);
    longName = undefined;
    left.bytes -= bytes;
    if (left.bytes < 0 || --left.files < 0) throw refused("it holds more than it should");
    if (kinds.folder.includes(kind)) mkdirSync(join(into, path), { recursive: true });
    else if (kinds.file.includes(kind)) await write(reader, { path: join(into, path), bytes });
    else throw refused("it holds something that is neither a file nor a folder");
  }
}

function headOf(head) {
  const sum = head.reduce((total, it, at) => total + (at >= 148 && at < 156 ? 32 : it), 0);
  if (sum !== number(head, 148, 8)) throw refused("it is no archive");
  const prefix = text(head.subarray(345, 500));
  const name = text(head.subarray(0, 100));
  const standard = text(head.subarray(257, 262)) === "ustar" && head[262] === 0;
  return {
    name: standard && prefix ? `${prefix}/${name}` : name,
    kind: String.fromCharCode(head[156]),
    bytes: number(head, 124, 12),
  };
}

function number(head, from, length) {
  const value = Number.parseInt(text(head.subarray(from, from + length)).trim() || "0", 8);
  if (!Number.isSafeInteger(value) || value < 0) throw refused("it is no archive");
  return value;
}

/** A path below the folder that everything is in. */
function placeOf(name, top) {
  const parts = name.split("/").filter((it) => it !== "" && it !== ".");
  const strange = name.startsWith("/") || parts.includes("..") || parts[0] !== top || /[\0\\]/.test(name);
  if (strange) throw refused("it holds a file that belongs somewhere else");
  return join(".", ...parts.slice(1));
}

/** The name in the notes of a pax archive: lines of their own length, a name and a value. */
function pathIn(note) {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(note.toString("utf8"))?.[1];
}

async function write(reader, { path, bytes }) {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "wx", 0o644);
  try {
    for (let left = bytes; left > 0;) {
      const piece = await reader.take(Math.min(left, 1024 * 1024));
      if (!piece) throw refused("it ends in the middle");
      writeSync(file, piece);
      left -= piece.length;
    }
  } finally {
    closeSync(file);
  }
  await reader.take((block - bytes % block) % block);
}

async function whole(reader, bytes) {
  const found = await reader.take(Math.ceil(bytes / block) * block);
  if (!found) throw refused("it ends in the middle");
  return found.subarray(0, bytes);
}

/** Gives exactly as many bytes as it is asked for, or nothing. */
function makeReader(pieces) {
  const source = pieces[Symbol.asyncIterator]();
  let kept = Buffer.alloc(0);
  return {
    /** @param {number} bytes @returns {Promise<Buffer | undefined>} */
    async take(bytes) {
      const parts = [kept];
      let there = kept.length;
      while (there < bytes) {
        const { done, value } = await source.next();
        if (done) return undefined;
        parts.push(value);
        there += value.length;
      }
      const all = parts.length > 1 ? Buffer.concat(parts) : kept;
      kept = all.subarray(bytes);
      return all.subarray(0, bytes);
    },
  };
}

function text(bytes) {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString("utf8");
}

function refused(why) {
  return new Trouble(`The voice's archive is not used: ${why}.`, { code: "wrong-file" });
}
