import { statfs } from "node:fs/promises";
import { NoSpace } from "./troubles.ts";

/** Throws NoSpace while less is free where `folder` is than recordings are begun with. */
export function spaceIn({ folder, floorBytes }: { readonly folder: string; readonly floorBytes: number }) {
  return async (): Promise<void> => {
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < floorBytes) throw new NoSpace();
  };
}
