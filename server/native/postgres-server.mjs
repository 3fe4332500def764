// Debian's PostgreSQL: what tests run on beside the embedded one, and what replaces it where npm has none for a machine.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { libraryPath, unpack } from "./debian.mjs";
import { cacheDir } from "./places.mjs";
import { barrier, databaseUser } from "./postgres-folders.mjs";

/** The folder of the newest PostgreSQL programs below a root, or undefined. */
export function debianPostgres(base = "/") {
  const home = join(base, "usr", "lib", "postgresql");
  const versions = existsSync(home) ? readdirSync(home).map(Number).filter((it) => Number.isInteger(it)) : [];
  const bins = versions.sort((a, b) => b - a).map((it) => join(home, String(it), "bin"));
  return bins.find((it) => existsSync(join(it, "postgres")) && existsSync(join(it, "initdb")));
}

/** Debian's PostgreSQL, unpacked when it is not installed. @param {{ say?: (sentence: string) => void }} [voice] */
export async function ensurePostgres({ say } = {}) {
  const installed = debianPostgres();
  if (installed) return { programs: installed, env: {} };
  // Started by root it runs as somebody else, who may not come into root's own cache.
  const { uid } = databaseUser();
  const cache = uid !== undefined && barrier(cacheDir(), uid) ? "/var/cache/grindstone" : cacheDir();
  const prefix = await unpack({ name: "postgresql", packages: ["postgresql-15"], complete: false, say, cache });
  const programs = debianPostgres(prefix);
  if (!programs) throw new Error(`The unpacked PostgreSQL in ${prefix} has no programs.`);
  return { programs, env: { LD_LIBRARY_PATH: libraryPath(prefix) } };
}
