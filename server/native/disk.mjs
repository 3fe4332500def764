// How much room there is, and how much what we installed takes.
import { accessSync, constants, existsSync, lstatSync, readdirSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { size } from "./say.mjs";
import { Trouble } from "./trouble.mjs";

/** Throws one sentence when a file system has less room than a step needs. @param {{ path: string, bytes: number, what: string, free?: (path: string) => number }} need */
export function mustHaveRoom({ path, bytes, what, free = freeBytes }) {
  const there = free(path);
  if (there >= bytes) return;
  throw new Trouble(
    `The disk is too full: ${what} needs ${size(bytes)} at ${path} and ${size(there)} are free. ` +
      "Free some space and run the same command again; it continues.",
    { code: "disk-full" },
  );
}

/** Throws what the system says when nothing can be made at a path; making it would sometimes say something else. @param {string} path */
export function mustBeWritable(path) {
  accessSync(nearest(path), constants.W_OK | constants.X_OK);
}

/** What a user of this file system may still write. @param {string} path it need not exist yet */
export function freeBytes(path) {
  const { bavail, bsize } = statfsSync(nearest(path));
  return bavail * bsize;
}

/** The path itself, or the first folder above it that exists. */
function nearest(path) {
  let at = path;
  while (!existsSync(at) && at !== dirname(at)) at = dirname(at);
  return at;
}

/** What files take on the disk; a file with two names counts once. @param {string[]} paths */
export function sizeOf(paths) {
  const seen = new Set();
  const sum = (/** @type {string} */ path) => {
    const it = lstatSync(path, { throwIfNoEntry: false });
    if (!it || it.nlink > 1 && !it.isDirectory() && seen.has(it.ino)) return 0;
    seen.add(it.ino);
    const inside = it.isDirectory() ? readdirSync(path).reduce((total, name) => total + sum(join(path, name)), 0) : 0;
    return inside + it.blocks * 512;
  };
  return paths.reduce((total, path) => total + sum(path), 0);
}
