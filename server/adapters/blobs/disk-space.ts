import { statfs } from "node:fs/promises";
import type { DiskSpace } from "../../ports/disk-space.ts";

/** The space of the disk that a folder is on. */
export function diskSpace(folder: string): DiskSpace {
  return {
    async freeBytes() {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  };
}
