// A log that a crash left behind ends within a block. Who goes on with it cuts off what is behind its last whole one; who only
// reads it leaves it as it is, and can say each time what was lost.
import { open } from "node:fs/promises";
import { statSync } from "node:fs";
import { recordKinds } from "./format.mjs";
import { LogParser } from "./parse.mjs";
import { recordsIn } from "./records.mjs";

const pieceBytes = 256 * 1024;
/** Who holds a lock touches it every few seconds. Lower mends what a process still writes that was suspended. */
const abandonedAfterMs = 90_000;
/** How long a block is open at most, however busy its writer is: none that is lost takes more with it. */
const mostOpenUs = 1_000_000;
/** How long it usually is. */
const usuallyOpenUs = 200_000;

/**
 * @typedef {object} Found what is whole of a log
 * @property {import("./parse.mjs").Head["head"] | undefined} head
 * @property {number} bytes up to the end of its last whole block @property {number} cutBytes behind it
 * @property {number} halfBytes what crashes left of blocks: of these, and what was cut off where the log went on
 * @property {number} nextNumber @property {number} lastUs @property {number} packets
 * @property {number} lostBlocks that are not there or do not open @property {number} lostUs about so much time was in them
 */

/** The file that says that a process writes a log. @param {string} path the log's */
export const lockOf = (path) => `${path}.lock`;

/** We may not ask the system for other processes, so the time tells; a machine that lost its power leaves its locks behind. */
function isHeld(lock) {
  const touchedMs = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return touchedMs !== undefined && Date.now() - touchedMs < abandonedAfterMs;
}

/**
 * What is whole of a log that nobody writes. Throws LogTrouble, an Error with the code "locked", or what the disk says.
 * @param {string} path @param {(head: { takeId: string, trackId: string }) => Buffer} keyOf @returns {Promise<Found>}
 */
export async function lookThrough(path, keyOf) {
  if (isHeld(lockOf(path))) throw Object.assign(new Error("a process writes this log"), { code: "locked" });
  const file = await open(path, "r");
  try {
    return await whole(file, keyOf);
  } finally {
    await file.close();
  }
}

/**
 * Cuts off an open log behind its last whole block. One without a whole head becomes empty, as does one of zeros alone: a
 * power cut leaves those where a file grew whose bytes were not on disk yet.
 * @param {import("node:fs/promises").FileHandle} file @param {(head: { takeId: string, trackId: string }) => Buffer} keyOf
 * @returns {Promise<Found>}
 */
export async function mendFile(file, keyOf) {
  const found = await whole(file, keyOf);
  if (found.cutBytes > 0) {
    await file.truncate(found.bytes);
    await file.datasync();
  }
  return found;
}

async function whole(file, keyOf) {
  const parser = new LogParser(keyOf);
  const lost = { cutBytes: 0, halfBytes: 0, lostBlocks: 0, lostUs: 0 };
  const found = { head: undefined, bytes: 0, nextNumber: 0, lastUs: 0, packets: 0, ...lost };
  try {
    for await (const piece of piecesOf(file)) note(found, parser.push(piece));
    note(found, parser.finish());
  } catch (error) {
    if (error.code !== "not-a-log" || !await hasZerosAlone(file)) throw error;
  }
  found.cutBytes = (await file.stat()).size - found.bytes;
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
    } else if (it.is === "block") noteBlock(found, it);
    else if (it.last) noteEnd(found, it);
  }
}

function noteEnd(found, { bytes, shutBlocks }) {
  found.lostBlocks += shutBlocks;
  found.lostUs += shutBlocks * usuallyOpenUs;
  if (shutBlocks === 0) found.halfBytes += bytes;
}

function noteBlock(found, { end, number, firstUs, plain }) {
  const missing = number - found.nextNumber;
  found.lostBlocks += missing;
  found.lostUs += Math.max(0, Math.min(firstUs - found.lastUs, missing * mostOpenUs));
  found.bytes = end;
  found.nextNumber = number + 1;
  for (const { kind, sinceUs, from, end } of recordsIn(plain)) {
    found.lastUs = Math.max(found.lastUs, firstUs + sinceUs);
    if (kind === recordKinds.packet) found.packets++;
    if (kind === recordKinds.mark) found.halfBytes += cutBefore(plain.toString("utf8", from, end));
  }
}

/** What was cut off where a mark says that the log goes on. */
function cutBefore(text) {
  const mark = text.includes("cutBytes") ? JSON.parse(text) : undefined;
  return mark?.is === "opened" ? mark.cutBytes : 0;
}
