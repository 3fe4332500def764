// flite, the small voice: as it is installed, or Debian's, unpacked into the cache.
import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { libraryPath, unpack, unpackedAt } from "./debian.mjs";
import { mustHaveRoom } from "./disk.mjs";
import { cacheDir, stampsDir } from "./places.mjs";
import { run } from "./run.mjs";
import { explain } from "./trouble.mjs";

const wanted = { name: "flite", packages: ["flite"], complete: false };
const missedStamp = join(stampsDir, "flite-missed");
/** After a failure a start does not wait for the network again so soon. */
const tryAgainAfterMs = 24 * 3_600_000;

/** @typedef {{ program: string, libraries?: string }} Flite */

/** Where it is; undefined: this machine has none. @param {NodeJS.ProcessEnv} [env] @returns {Flite | undefined} */
export function findFlite(env = process.env) {
  const installed = (env.PATH ?? "").split(delimiter).map((it) => join(it, "flite")).find(mayRun);
  if (installed) return { program: installed };
  const prefix = unpackedFlite(env);
  return prefix ? { program: join(prefix, "usr", "bin", "flite"), libraries: libraryPath(prefix) } : undefined;
}

/** The folder that it was unpacked into, if it was. @param {NodeJS.ProcessEnv} [env] */
export function unpackedFlite(env = process.env) {
  return unpackedAt({ ...wanted, cache: cacheDir(env) });
}

/** Whether there is nothing to do: it is there, or could not be had a short while ago. @param {{ insist: boolean }} options */
export function fliteReady({ insist }) {
  return findFlite() !== undefined || !insist && missedLately();
}

/**
 * Fetches it and has it speak. Without `needed` a failure is one sentence: everything else runs without a voice.
 * @param {{ say: (sentence: string) => void, needed: boolean }} options
 */
export async function makeFlite({ say, needed }) {
  rmSync(missedStamp, { force: true });
  try {
    mustHaveRoom({ path: cacheDir(), bytes: 0.1e9, what: "unpacking a voice" });
    await unpack({ ...wanted, say });
    await prove(findFlite());
  } catch (error) {
    const trouble = explain(error, {
      what: "fetching the interviewer's voice",
      where: cacheDir(),
      sorry: "Flite, the interviewer's voice, does not speak on this machine.",
    });
    if (needed) throw trouble;
    say(`${trouble.message} Interviews go on with captions alone; \`npm run setup\` tries again.`);
    mkdirSync(stampsDir, { recursive: true });
    writeFileSync(missedStamp, "");
  }
}

/** @param {Flite | undefined} flite */
async function prove(flite) {
  if (!flite) throw new Error("Debian's package of flite came without its program");
  const env = { ...process.env, ...(flite.libraries && { LD_LIBRARY_PATH: flite.libraries }) };
  await run(flite.program, ["-voice", "rms", "-t", "Ready.", "-o", "none"], { env, timeoutMs: 20_000 });
}

function missedLately() {
  return existsSync(missedStamp) && Date.now() - statSync(missedStamp).mtimeMs < tryAgainAfterMs;
}

function mayRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
