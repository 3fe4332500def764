// flite, the small voice: as it is installed, or Debian's, unpacked into the cache.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { libraryPath, unpack, unpackedAt } from "./debian.mjs";
import { cacheDir } from "./places.mjs";
import { run } from "./run.mjs";

const package_ = { name: "flite", packages: ["flite"], complete: false };

/** @typedef {{ program: string, libraries?: string }} Flite */

/** Where it is; undefined: this machine has none. @param {NodeJS.ProcessEnv} [env] @returns {Flite | undefined} */
export function findFlite(env = process.env) {
  const installed = (env.PATH ?? "").split(delimiter).map((it) => join(it, "flite")).find(mayRun);
  if (installed) return { program: installed };
  const prefix = unpackedAt({ ...package_, cache: cacheDir(env) });
  return prefix ? { program: join(prefix, "usr", "bin", "flite"), libraries: libraryPath(prefix) } : undefined;
}

/** Fetches it where it is missing, and has it speak. @param {{ say: (sentence: string) => void }} voice @returns {Promise<Flite>} */
export async function fetchFlite({ say }) {
  if (!findFlite()) await unpack({ ...package_, say });
  const flite = findFlite();
  if (!flite) throw new Error("Debian's package of flite came without its program");
  const env = { ...process.env, ...(flite.libraries && { LD_LIBRARY_PATH: flite.libraries }) };
  await run(flite.program, ["-voice", "rms", "-t", "Ready.", "-o", "none"], { env, timeoutMs: 20_000 });
  return flite;
}

function mayRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
