import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { diskTrouble, systemCode } from "./disk-trouble.ts";
import type { Objects } from "./objects.ts";
import { syncFolder } from "../../kit/sync-folder.ts";

/** Lower asks the disk more often, higher takes more memory for each that is read. */
const readBytes = 256 * 1024;
/** No object's name begins with a dot. */
const draftsFolder = ".drafts";

/** Objects as files in a folder, which nobody else writes to: what a process that died left half-written is removed here. */
export async function diskObjects(folder: string): Promise<Objects> {
  const drafts = path.join(folder, draftsFolder);
  await rm(drafts, { recursive: true, force: true }).catch(diskTrouble);
  await mkdir(drafts, { recursive: true, mode: 0o700 }).catch(diskTrouble);
  const at = (name: string): string => path.join(folder, ...name.split("/"));
  return {
    async put(name, body, signal) {
      const draft = path.join(drafts, randomBytes(12).toString("hex"));
      try {
        await write(draft, body, signal);
        await moveDurably(draft, at(name), folder);
      } catch (error) {
        await rm(draft, { force: true });
        diskTrouble(error);
      }
    },
    read: (name, range, signal) => read(at(name), range, signal),
    async look(name, bytes, signal) {
      const parts: Uint8Array[] = [];
      const storedBytes = await sizeOf(at(name));
      if (storedBytes === null) return null;
      for await (const part of read(at(name), { from: 0, to: bytes }, signal)) parts.push(part);
      return { head: Buffer.concat(parts), storedBytes };
    },
    size: (name) => sizeOf(at(name)),
    delete: (name) => remove(at(name), folder),
    list: (prefix) => list(folder, prefix),
    ready: () => access(drafts, constants.W_OK | constants.X_OK).catch(diskTrouble),
  };
}

async function write(file: string, body: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    for await (const part of body) {
      signal?.throwIfAborted();
      await writeAll(handle, part);
    }
    signal?.throwIfAborted();
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, part: Uint8Array): Promise<void> {
  for (let done = 0; done < part.length;) done += (await handle.write(part, done)).bytesWritten;
}

/** A name is durable when its folder is, and that one's folder, up to the one that was there before. */
async function moveDurably(draft: string, target: string, root: string): Promise<void> {
  const folder = path.dirname(target);
  // Who deletes the last object of a folder removes the folder, maybe between these two steps.
  for (let tries = 1;; tries++) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await rename(draft, target);
      break;
    } catch (error) {
      if (systemCode(error) !== "ENOENT" || tries === 5) throw error;
    }
  }
  for (let it = folder; it.length >= root.length; it = path.dirname(it)) await syncFolder(it);
}

async function* read(file: string, { from, to }: { from: number; to: number }, signal?: AbortSignal) {
  const handle = await open(file, "r").catch(diskTrouble);
  try {
    const buffer = new Uint8Array(readBytes);
    for (let at = from; at < to;) {
      signal?.throwIfAborted();
      const length = Math.min(buffer.length, to - at);
      const { bytesRead } = await handle.read(buffer, 0, length, at).catch(diskTrouble);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.slice(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    const it = await stat(file);
    return it.isFile() ? it.size : null;
  } catch (error) {
    return isMissing(error) ? null : diskTrouble(error);
  }
}

async function remove(file: string, root: string): Promise<void> {
  try {
    if (await sizeOf(file) === null) return;
    await rm(file, { force: true });
    await syncFolder(path.dirname(file));
    for (let it = path.dirname(file); it.length > root.length; it = path.dirname(it)) await rmdir(it);
  } catch (error) {
    // Others live in the folder, or somebody else removed it.
    if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes(systemCode(error))) diskTrouble(error);
  }
}

async function* list(root: string, prefix: string): ReturnType<Objects["list"]> {
  const folder = prefix.includes("/") ? prefix.slice(0, prefix.lastIndexOf("/") + 1) : "";
  const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch((error: unknown) =>
    isMissing(error) ? [] : diskTrouble(error)
  );
  for (const entry of entries.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
    const name = folder + entry.name;
    if (entry.name === draftsFolder || !name.startsWith(prefix)) continue;
    if (entry.isDirectory()) yield* list(root, `${name}/`);
    else {
      const storedBytes = await sizeOf(path.join(root, name));
      if (storedBytes !== null) yield { name, storedBytes };
    }
  }
}

const isMissing = (error: unknown): boolean => ["ENOENT", "ENOTDIR"].includes(systemCode(error));
