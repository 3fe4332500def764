// Where things are. Nothing here touches the disk.
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The clone's own folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder for what is expensive to make and shared between clones: the media worker, unpacked Debian packages. */
export function cacheDir(env = process.env) {
  if (env.GRINDSTONE_CACHE) return join(absolute(env.GRINDSTONE_CACHE), "grindstone");
  // The XDG rule: a relative XDG_CACHE_HOME is to be ignored.
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return join(env.XDG_CACHE_HOME, "grindstone");
  return join(env.HOME || homedir(), ".cache", "grindstone");
}

/** All state of the embedded mode. Root's default is a folder that the database's own user can reach. */
export function dataDir(env = process.env, uid = process.getuid?.()) {
  if (env.DATA_DIR) return absolute(env.DATA_DIR);
  return uid === 0 ? "/var/lib/grindstone" : join(root, "recordings");
}

/** What set-up made in this clone and need not make again; it goes when `node_modules` goes. */
export const stampsDir = join(root, "node_modules", ".cache", "grindstone");

/** The Deno that npm installed: the real program, because a wrapper would not pass signals on. */
export const denoBin = join(root, "node_modules", "deno", "deno");

/** @param {string} path as a person wrote it, meant from the clone's folder */
function absolute(path) {
  return isAbsolute(path) ? path : join(root, path);
}
