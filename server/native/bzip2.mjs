// bzip2, in whose form better voices are packed: as it is installed, or Debian's, unpacked into the cache.
import { join } from "node:path";
import process from "node:process";
import { libraryPath, unpack } from "./debian.mjs";
import { works } from "./run.mjs";

/** @param {{ say?: (sentence: string) => void }} [voice] @returns {Promise<{ program: string, env: NodeJS.ProcessEnv }>} */
export async function ensureBzip2({ say } = {}) {
  if (await works("bzip2", ["--help"])) return { program: "bzip2", env: process.env };
  const prefix = await unpack({ name: "bzip2", packages: ["bzip2"], complete: false, say });
  return {
    program: join(prefix, "usr", "bin", "bzip2"),
    env: { ...process.env, LD_LIBRARY_PATH: libraryPath(prefix) },
  };
}
