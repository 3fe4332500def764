// ffmpeg as Debian has it: installed here, or unpacked into the cache without changing the machine.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { libraryPath, triplet, unpack } from "../../../server/native/debian.mjs";

/**
 * Where ffmpeg is and how to start it; throws what is missing, because a comparison without it says nothing.
 * @param {{ say: (sentence: string) => void }} options
 * @returns {Promise<{ executable: string, probe: string, env: Record<string, string> }>}
 */
export async function ensureFfmpeg({ say }) {
  const inside = join("usr", "bin");
  if (existsSync(join("/", inside, "ffmpeg"))) {
    return { executable: "/usr/bin/ffmpeg", probe: "/usr/bin/ffprobe", env: {} };
  }
  const prefix = await unpack({ name: "ffmpeg", packages: ["ffmpeg"], complete: false, say }).catch((error) => {
    throw new Error(`ffmpeg is missing and could not be fetched from Debian: ${error.message}`, { cause: error });
  });
  // Some of its libraries are in folders of their own.
  const libraries = join(prefix, "usr", "lib", triplet());
  const further = readdirSync(libraries, { withFileTypes: true }).filter((it) => it.isDirectory()).map((it) =>
    join(libraries, it.name)
  );
  return {
    executable: join(prefix, inside, "ffmpeg"),
    probe: join(prefix, inside, "ffprobe"),
    env: { LD_LIBRARY_PATH: [libraryPath(prefix), ...further].join(":") },
  };
}
