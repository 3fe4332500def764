// A large file from the network, in as many goes as it takes. What came stays, and the next go asks for the rest.
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, rmSync, statSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { size } from "../say.mjs";
import { explain, kindOf, Trouble } from "../trouble.mjs";

/** Tries in a row that bring not one byte. */
const emptyTries = 4;
/** A line on which nothing came for so long is given up, and another one tried. */
const silentMs = 30_000;

/** What is wrong with an answer; asking again does not help. */
class WrongAnswer extends Error {}

/**
 * Downloads to `path`; resolves when all of it is there and is what it should be. Throws Trouble; what came until then is
 * kept, unless it is not what it should be.
 * @param {{
 *   url: string, path: string, bytes: number, sha256: string, progress: (sentence: string) => void,
 *   retryMs?: number, silent?: number,
 * }} wish `path`: of what has come so far
 */
export async function download({ url, path, bytes, sha256, progress, retryMs = 1_000, silent = silentMs }) {
  const resumed = sizeOf(path) > 0;
  await fetchAll({ url, path, bytes, progress, retryMs, silent });
  if (await hashOf(path) === sha256) return;
  rmSync(path);
  if (resumed) return await download({ url, path, bytes, sha256, progress, retryMs, silent });
  throw new Trouble(
    `What ${
      hostOf(url)
    } sent is not the file that was pinned (its checksum is another): it was deleted and nothing was changed.`,
    { code: "wrong-file" },
  );
}

async function fetchAll({ url, path, bytes, progress, retryMs, silent }) {
  for (let empty = 0; sizeOf(path) !== bytes;) {
    const before = sizeOf(path);
    try {
      await fetchMore({ url, path, bytes, progress, silent });
    } catch (error) {
      if (error instanceof WrongAnswer) throw new Trouble(error.message, { code: "wrong-file", cause: error });
      const code = kindOf(error.cause ?? error);
      if (code && code !== "no-network") throw troubleWith(error.cause ?? error, { url, path });
      empty = sizeOf(path) > before ? 0 : empty + 1;
      if (empty >= emptyTries) throw troubleWith(error, { url, path });
      await pause(retryMs * 2 ** empty);
    }
  }
}

/** One go. */
async function fetchMore({ url, path, bytes, progress, silent }) {
  const from = sizeOf(path) < bytes ? sizeOf(path) : 0;
  const stop = new AbortController();
  const watch = setTimeout(() => stop.abort(new Error("ETIMEDOUT: nothing came any more")), silent);
  try {
    const headers = { ...(from > 0 && { range: `bytes=${from}-` }), "accept-encoding": "identity" };
    const answer = await fetch(url, { headers, signal: stop.signal });
    const at = beginOf(answer, { url, from, bytes });
    let there = at;
    const counted = async function* (pieces) {
      for await (const piece of pieces) {
        watch.refresh();
        there += piece.length;
        if (there > bytes) {
          throw new WrongAnswer(`${hostOf(url)} sends more than the file that was pinned: it is another one.`);
        }
        progress(`${size(there)} of ${size(bytes)}`);
        yield piece;
      }
    };
    await pipeline(answer.body, counted, createWriteStream(path, { flags: at > 0 ? "a" : "w", mode: 0o600 }));
    if (there < bytes) throw new Error("ECONNRESET: it broke off");
  } finally {
    clearTimeout(watch);
    stop.abort();
  }
}

/** Where in the file an answer begins: some hosts know no rest and begin anew. */
function beginOf(answer, { url, from, bytes }) {
  const host = hostOf(url);
  if (answer.status >= 500 || answer.status === 429) throw new Error(`ECONNREFUSED: status ${answer.status}`);
  if (answer.status === 206) {
    const [, start, whole] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.headers.get("content-range") ?? "") ?? [];
    if (Number(start) === from && (whole === "*" || Number(whole) === bytes)) return from;
    throw new WrongAnswer(`${host} has another file at that address than the one that was pinned.`);
  }
  if (answer.status !== 200) throw new WrongAnswer(`${host} does not have the file (status ${answer.status}).`);
  const length = answer.headers.get("content-length");
  if (length === null || Number(length) === bytes) return 0;
  throw new WrongAnswer(`${host} has another file at that address than the one that was pinned.`);
}

/** @param {string} path */
export async function hashOf(path) {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}

function sizeOf(path) {
  return existsSync(path) ? statSync(path).size : 0;
}

function troubleWith(error, { url, path }) {
  return explain(error.cause ?? error, {
    what: "fetching the voice",
    where: path,
    network: hostOf(url),
    sorry: "The voice could not be fetched.",
  });
}

function hostOf(url) {
  return new URL(url).host;
}
