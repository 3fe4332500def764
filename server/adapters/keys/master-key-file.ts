import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { AppError } from "../../kit/errors.ts";
import type { MasterKey } from "../../ports/master-key.ts";
import { makeMasterKey } from "./master-key.ts";
import { syncFolder } from "../../kit/sync-folder.ts";

const keyBytes = 32;

type Options = {
  /** MASTER_KEY_FILE: must be there. null: `<dataDir>/keys/master.key`, made when it is missing. */
  file: string | null;
  dataDir: string;
};

/** The master key of this installation; throws an AppError that tells an operator what to do. */
export async function openMasterKey({ file, dataDir }: Options): Promise<MasterKey> {
  const at = file ?? path.join(dataDir, "keys", "master.key");
  if (file === null) await makeOnce(at);
  return makeMasterKey(await readSecret(at));
}

/** Two servers that start together end up with the same key: the file appears whole, and the first one wins. */
async function makeOnce(file: string): Promise<void> {
  if (await exists(file)) return;
  const folder = path.dirname(file);
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeDurably(draft, randomBytes(keyBytes));
    await link(draft, file).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
  } catch (cause) {
    throw new AppError("unavailable", `The master key cannot be written to ${file}. Nothing was changed.`, { cause });
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(folder);
}

async function readSecret(file: string): Promise<Uint8Array> {
  const { mode, size } = await stat(file).catch((cause: unknown) => {
    const why = codeOf(cause) === "ENOENT" ? "is not there" : "cannot be reached";
    throw new AppError("unavailable", `The master key file ${file} ${why}. Put it back and start again.`, { cause });
  });
  // Groups may read, because a secret that is mounted into a container often belongs to root and the server's group.
  if ((mode & 0o027) !== 0) {
    throw refused(file, "can be read or changed by others on this machine. Run chmod 600 on it and start again.");
  }
  if (size !== keyBytes) {
    throw refused(file, `holds ${size} bytes instead of ${keyBytes}. Put the original back and start again.`);
  }
  return await readFile(file).catch((cause: unknown) => {
    throw refused(file, "cannot be read by this server. Give it to the server's user and start again.", cause);
  });
}

const refused = (file: string, what: string, cause?: unknown): AppError =>
  new AppError("unavailable", `The master key file ${file} ${what}`, { cause, retryable: false });

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw new AppError("unavailable", `The master key file ${file} cannot be reached.`, { cause: error });
  }
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}
