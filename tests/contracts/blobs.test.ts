import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskObjects } from "../../server/adapters/blobs/disk.ts";
import { sealedBlobs } from "../../server/adapters/blobs/sealed.ts";
import { blobsContract, type BlobsHouse } from "./blobs.ts";

blobsContract("disk", async (): Promise<BlobsHouse> => {
  const folder = await mkdtemp(join(tmpdir(), "grindstone-blobs-"));
  return {
    blobs: sealedBlobs(await diskObjects(folder)),
    stored: (name) => readFile(join(folder, name)),
    tamper: (name, bytes) => writeFile(join(folder, name), bytes),
    async everything() {
      const paths = (await readdir(folder, { recursive: true })).map((it) => join(folder, it));
      const files = await Promise.all(paths.map(async (it) => (await stat(it)).isFile() ? [await readFile(it)] : []));
      return files.flat();
    },
    close: () => rm(folder, { recursive: true }),
  };
});
