import { Buffer } from "node:buffer";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskObjects } from "../../server/adapters/blobs/disk.ts";
import { sealedBlobs } from "../../server/adapters/blobs/sealed.ts";
import { s3Line } from "../../server/adapters/blobs/s3-client.ts";
import { s3Objects } from "../../server/adapters/blobs/s3.ts";
import { s3Fake } from "../kit/s3.ts";
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

blobsContract("S3", async (): Promise<BlobsHouse> => {
  const fake = await s3Fake({ pageSize: 3 });
  const account = fake.bucket("vault");
  const line = s3Line({
    ...account,
    endpoint: fake.url,
    region: fake.region,
    bucket: "vault",
    forcePathStyle: true,
    prefix: "objects/",
  });
  const { objects, uploads } = fake.inside("vault");
  return {
    blobs: sealedBlobs(s3Objects(line)),
    stored: async (name) => await Promise.resolve(objects.get(`objects/${name}`)?.bytes ?? new Uint8Array(0)),
    async tamper(name, bytes) {
      objects.set(`objects/${name}`, { bytes: Buffer.from(bytes), etag: '"changed"' });
      await Promise.resolve();
    },
    async everything() {
      const parts = [...uploads.values()].flatMap((it) => [...it.parts.values()]);
      return await Promise.resolve([...objects.values(), ...parts].map((it) => it.bytes));
    },
    async close() {
      line.close();
      await fake.close();
    },
  };
}, { large: 9 * 1024 * 1024 });
