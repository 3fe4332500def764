// A log that a crash left behind ends within a block. What is behind its last whole one is cut off.
import { open } from "node:fs/promises";
import { statSync } from "node:fs";
import { recordKinds } from "./format.mjs";
import { LogParser } from "./parse.mjs";
import { recordsIn } from "./records.mjs";

const pieceBytes = 256 * 1024;
/** Who holds a lock touches it every few seconds. Lower mends what a process still writes that was suspended. */
const abandonedAfterMs = 90_000;

/** The file that says that a process writes a log. @param {string} path the log's */
export const lockOf = (path) => `${path}.lock`;

/** We may not ask the system for other processes, so the time tells; a machine that lost its power leaves its locks behind. */
function isHeld(lock) {
  const touchedMs = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return touchedMs !== undefined && Date.now() - touchedMs < abandonedAfterMs;
}

/**
 * Mends a log that nobody writes. Throws LogTrouble, an Error with the code "locked", or what the disk says.
 * @param {string} path @param {(head: { takeId: string, trackId: string }) => Buffer} keyOf
 */
export async function mend(path, keyOf) {
  if (isHeld(lockOf(path))) throw Object.assign(new Error("a process writes this log"), { code: "locked" });
  const file = await open(path, "r+");
  try {
    return await mendFile(file, keyOf);
  } finally {
    await file.close();
  }
}

/**
 * Cuts off an open log behind its last whole block. One without a whole head becomes empty, as does one of zeros alone: a
 * power cut leaves those where a file grew whose bytes were not on disk yet.
 * @param {import("node:fs/promises").FileHandle} file @param {(head: { takeId: string, trackId: string }) => Buffer} keyOf
 * @returns {Promise<{ head: import("./parse.mjs").Head["head"] | undefined, bytes: number, cutBytes: number, nextNumber: number, lastUs: number, packets: number }>}
 */
export async function mendFile(file, keyOf) {
  const found = await whole(file, keyOf);
  const { size } = await file.stat();
  found.cutBytes = size - found.bytes;
  if (found.cutBytes > 0) {
    await file.truncate(found.bytes);
    await file.datasync();
  }
  return found;
}

async function whole(file, keyOf) {
  const parser = new LogParser(keyOf);
  const found = { head: undefined, bytes: 0, cutBytes: 0, nextNumber: 0, lastUs: 0, packets: 0 };
  try {
    for await (const piece of piecesOf(file)) note(found, parser.push(piece));
    note(found, parser.finish());
  } catch (error) {
    if (error.code !== "not-a-log" || !await hasZerosAlone(file)) throw error;
  }
  return found;
}

async function hasZerosAlone(file) {
  for await (const piece of piecesOf(file)) if (piece.some((it) => it !== 0)) return false;
  return true;
}

/** Each is valid until the next. */
async function* piecesOf(file) {
  const piece = Buffer.allocUnsafe(pieceBytes);
  for (let at = 0;;) {
    const { bytesRead } = await file.read(piece, 0, pieceBytes, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield piece.subarray(0, bytesRead);
  }
}

function note(found, parts) {
  for (const it of parts) {
    if (it.is === "head") {
      found.head = it.head;
      found.bytes = it.end;
    } else if (it.is === "block") {
      found.bytes = it.end;
      found.nextNumber = it.number + 1;
      for (const { kind, sinceUs } of recordsIn(it.plain)) {
        found.lastUs = Math.max(found.lastUs, it.firstUs + sinceUs);
        if (kind === recordKinds.packet) found.packets++;
      }
    }
  }
}
