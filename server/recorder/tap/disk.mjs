// The disk as a log sees it. What may take long is done by other threads, so that a slow disk never holds up what is received.
import fs, { mkdirSync, readdirSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { tryLock } from "../../native/lock.mjs";
import { lockOf, mendFile } from "./mend.mjs";

/** A sync that takes longer is a slow disk's. Lower takes busy ones for slow and costs more, higher may hold up a moment more. */
const slowMs = 250;
const slowForMs = 10_000;

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

/** Takes away what processes that were killed left behind, so that their logs can be mended. @param {string} folder */
export function clearLocks(folder) {
  const ofLogs = lockOf(".log");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(ofLogs)) continue;
    const lock = tryLock(join(folder, name));
    if ("release" in lock) lock.release();
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

/** To the kernel's memory, which takes microseconds: handing it to another thread would cost more than it. */
function writeNow(fd, bytes, at, then) {
  let written = 0;
  try {
    written = fs.writeSync(fd, bytes, 0, bytes.length, at);
  } catch (error) {
    return then(error, 0);
  }
  then(null, written);
}

/** Whether disks do what they are asked in good time. Where one does not, even the kernel's memory may make us wait. */
const disks = {
  /** When each sync that is under way began. */
  since: new Set(),
  slowUntilMs: 0,
  get calm() {
    const nowMs = performance.now();
    for (const it of this.since) {
      if (nowMs - it.ms < slowMs) break;
      this.slowUntilMs = nowMs + slowForMs;
    }
    return nowMs >= this.slowUntilMs;
  },
  begins() {
    const it = { ms: performance.now() };
    this.since.add(it);
    return () => {
      this.since.delete(it);
      const nowMs = performance.now();
      if (nowMs - it.ms >= slowMs) this.slowUntilMs = nowMs + slowForMs;
    };
  },
};

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
    write: (bytes, at, then) =>
      disks.calm ? writeNow(fd, bytes, at, then) : fs.write(fd, bytes, 0, bytes.length, at, then),
    sync: (then) => {
      const done = disks.begins();
      fs.fdatasync(fd, (error) => {
        done();
        then(error);
      });
    },
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
