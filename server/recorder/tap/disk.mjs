// The disk as a log sees it. Every call goes to a thread of its own, so that a slow disk never holds up what is received.
import fs, { mkdirSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { tryLock } from "../../native/lock.mjs";
import { lockOf, mendFile } from "./mend.mjs";

/** What went wrong with the disk, in the words of the control line. @param {unknown} error */
export function diskTrouble(error) {
  switch (error?.code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return "disk-full";
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return "read-only";
    default:
      return "disk-failed";
  }
}

/**
 * Opens a log's file for us alone and mends it. Throws an Error with the code "locked", LogTrouble, or what the disk says.
 * @param {string} path @param {Buffer} key
 */
export async function openDisk(path, key) {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = tryLock(lockOf(path));
  if (!("release" in lock)) throw Object.assign(new Error("another process writes this log"), { code: "locked" });
  try {
    const file = await open(path, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
    try {
      const found = await mendFile(file, () => key);
      return { disk: diskOf(file, folder, lock), found };
    } catch (error) {
      await file.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * @typedef {{
 *   write(bytes: Buffer, at: number, then: (error: Error | null, written: number) => void): void,
 *   sync(then: (error: Error | null) => void): void, syncName(): Promise<void>, close(): Promise<void>,
 * }} Disk a file, and the lock that makes it ours
 */

/** @returns {Disk} */
function diskOf(file, folder, lock) {
  const { fd } = file;
  return {
    write: (bytes, at, then) => fs.write(fd, bytes, 0, bytes.length, at, then),
    sync: (then) => fs.fdatasync(fd, then),
    /** Makes the file's name durable: without it a power cut takes the whole file. */
    async syncName() {
      const held = await open(folder);
      try {
        await held.sync();
      } finally {
        await held.close();
      }
    },
    async close() {
      try {
        await file.close();
      } finally {
        lock.release();
      }
    },
  };
}
