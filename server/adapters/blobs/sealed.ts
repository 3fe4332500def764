import { Buffer } from "node:buffer";
import { createHash, type Hash } from "node:crypto";
import { AppError } from "../../kit/errors.ts";
import type { Blobs, ReadOptions } from "../../ports/blobs.ts";
import { objectName, objectPrefix } from "./names.ts";
import type { Objects } from "./objects.ts";
import { ahead } from "./ahead.ts";
import { pieces } from "./pieces.ts";
import * as format from "./seal-format.ts";

/** Blobs over any store of bytes: sealed before they leave, opened after they come, checked in every part that is read. */
export function sealedBlobs(objects: Objects): Blobs {
  return {
    async put(name, body, { key, signal }) {
      const keys = await format.keysOf(key, objectName(name));
      const seen = { bytes: 0, sha256: createHash("sha256") };
      await objects.put(name, seal(keys, body, seen), signal);
      return { bytes: seen.bytes, sha256: seen.sha256.digest("hex") };
    },
    read: (name, options) => read(objects, objectName(name), options),
    async size(name) {
      const stored = await objects.size(objectName(name));
      return stored === null ? null : format.layoutOf(stored)?.bytes ?? 0;
    },
    delete: (name) => objects.delete(objectName(name)),
    list: (prefix) => objects.list(objectPrefix(prefix)),
  };
}

type Seen = { bytes: number; readonly sha256: Hash };

/** So many chunks are sealed or opened at the same time. Higher takes more memory and threads. */
const atOnce = 4;

async function* seal(keys: format.ObjectKeys, body: AsyncIterable<Uint8Array>, seen: Seen): AsyncGenerator<Uint8Array> {
  yield format.headOf(keys);
  yield* ahead(inPlace(body, seen), ([chunk, place]) => format.sealChunk(keys, chunk, place), atOnce);
  yield format.endMark();
}

/** The chunks of a body, each with its place. One is held back, because the last is sealed as the last. */
async function* inPlace(body: AsyncIterable<Uint8Array>, seen: Seen): AsyncGenerator<[Uint8Array, format.Place]> {
  let number = 0;
  let waiting: Uint8Array | null = null;
  for await (const chunk of pieces(body, format.chunkBytes)) {
    if (waiting) yield [waiting, { number: number++, last: false }];
    seen.bytes += chunk.length;
    seen.sha256.update(chunk);
    waiting = chunk;
  }
  yield [waiting ?? new Uint8Array(0), { number, last: true }];
}

async function* read(objects: Objects, name: string, options: ReadOptions): AsyncGenerator<Uint8Array> {
  const { key, from = 0, to = Infinity, signal } = options;
  if (!(from >= 0 && to >= from)) throw new Error("a range begins at its beginning and ends at its end");
  const keys = await format.keysOf(key, name);
  const there = await objects.look(name, format.headBytes, signal);
  if (!there) throw new AppError("not-found", "There is no such recording, or it was deleted.");
  checkHead(there.head, keys);
  const stored = there.storedBytes;
  const layout = format.layoutOf(stored);
  if (!layout) throw cutShort();
  const first = Math.min(Math.floor(from / format.chunkBytes), layout.chunks - 1);
  // A range that ends at the end opens the last chunk too: only that proves where the end is.
  const upTo = to >= layout.bytes ? layout.chunks : Math.max(first, Math.ceil(to / format.chunkBytes));
  const sealedEnd = stored - format.sizes.end;
  const range = {
    from: format.headBytes + first * format.sealedChunkBytes,
    to: Math.min(sealedEnd, format.headBytes + upTo * format.sealedChunkBytes),
  };
  let number = first;
  let next = first;
  const open = (sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array | null> => {
    const at = next++;
    return format.openChunk(keys, sealed, { number: at, last: at === layout.chunks - 1 });
  };
  const chunks = pieces(objects.read(name, range, signal), format.sealedChunkBytes);
  for await (const opened of ahead(chunks, open, atOnce)) {
    signal?.throwIfAborted();
    if (!opened) throw await whyNot(objects, name, stored);
    const at = number++ * format.chunkBytes;
    const part = opened.subarray(Math.max(0, from - at), Math.max(0, to - at));
    if (part.length > 0) yield part;
  }
  if (number < upTo) throw cutShort();
}

function checkHead(head: Uint8Array, keys: format.ObjectKeys): void {
  if (head.length < format.headBytes) throw cutShort();
  const says = format.readHead(head, keys);
  if (says === "ours") return;
  if (says === "damaged") throw changed();
  const sentence = says === "another key"
    ? "This recording was locked with another interview's key and does not open with this one."
    : "This recording was written by a later version of Grindstone: start that one to open it.";
  throw new AppError("internal", sentence);
}

/** A chunk that does not open was changed, unless the object's end is missing: then it was cut. */
async function whyNot(objects: Objects, name: string, stored: number): Promise<AppError> {
  const tail: Uint8Array[] = [];
  for await (const part of objects.read(name, { from: stored - format.sizes.end, to: stored })) tail.push(part);
  return format.isEnd(Buffer.concat(tail)) ? changed() : cutShort();
}

const changed = (): AppError =>
  new AppError(
    "internal",
    "This recording was changed where it is stored and does not open. Restore it from a backup.",
  );
const cutShort = (): AppError =>
  new AppError(
    "internal",
    "This recording was cut short where it is stored: its end is missing. Restore it from a backup.",
  );
