// Begins a log, or goes on with one behind its last whole block.
import { Buffer } from "node:buffer";
import { openDisk } from "./disk.mjs";
import { LogTrouble, writeHead } from "./format.mjs";
import { LogFile } from "./log-file.mjs";

/**
 * Throws LogTrouble, an Error with the code "locked", or what the disk says; then nothing was changed.
 * @param {{
 *   path: string, key: Buffer, head: { takeId: string, trackId: string, kind: string, openedAtMs: number },
 *   clock: import("./clock.mjs").TakeClock, memory: { bytes: number, allowed: number }, said: (trouble: { code: string, stage: string }) => void,
 * }} options
 */
export async function openLog({ path, key, head, clock, memory, said }) {
  const { disk, found } = await openDisk(path, key);
  try {
    if (found.head && (found.head.takeId !== head.takeId || found.head.trackId !== head.trackId)) {
      throw new LogTrouble("not-a-log");
    }
    const headBytes = found.head?.bytes ?? writeHead(head, key);
    const begins = found.bytes < 2 * headBytes.length;
    if (begins) await begin(disk, Buffer.concat([headBytes, headBytes]));
    clock.atLeast(found.lastUs + 1);
    const bytes = begins ? 2 * headBytes.length : found.bytes;
    const { nextNumber: number, packets } = found;
    // Of one that begins anew nothing was promised.
    const cutBytes = begins ? 0 : found.cutBytes;
    return new LogFile({ disk, key, head: headBytes, number, bytes, packets, cutBytes, memory, said });
  } catch (error) {
    await disk.close();
    throw error;
  }
}

/** The heads are durable, name and all, before anything is promised. */
async function begin(disk, top) {
  await new Promise((resolve, reject) =>
    disk.write(top, 0, (error, written) => {
      if (error) reject(error);
      else if (written < top.length) reject(Object.assign(new Error("the disk took a part"), { code: "ENOSPC" }));
      else resolve(undefined);
    })
  );
  await new Promise((resolve, reject) => disk.sync((error) => error ? reject(error) : resolve(undefined)));
  await disk.syncName();
}
