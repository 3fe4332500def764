import { open } from "node:fs/promises";

/** Makes the names in a folder durable: a file is only there after a power cut when its folder says so. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
