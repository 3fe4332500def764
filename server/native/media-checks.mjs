// Debian's ffmpeg and opus-tools: the second opinion that tests ask about the files that a recorder made.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { libraryPath, unpack } from "./debian.mjs";

const needed = ["ffmpeg", "ffprobe", "opusinfo"];
const complete = (/** @type {string} */ programs) => needed.every((it) => existsSync(join(programs, it)));

/** Where the programs are, unpacked when they are not installed. @param {{ say?: (sentence: string) => void }} [voice] */
export async function ensureMediaChecks({ say } = {}) {
  if (complete("/usr/bin")) return { programs: "/usr/bin", env: {} };
  const prefix = await unpack({ name: "media-checks", packages: ["ffmpeg", "opus-tools"], complete: false, say });
  const programs = join(prefix, "usr", "bin");
  if (!complete(programs)) throw new Error(`The unpacked ffmpeg in ${prefix} has no programs.`);
  return { programs, env: { LD_LIBRARY_PATH: libraryPath(prefix) } };
}
