// What keeps a child of the launcher from the network and from rights that it does not need, as far as this machine allows.
import { existsSync } from "node:fs";
import process from "node:process";
import { works } from "./run.mjs";

const [setpriv, unshare] = ["/usr/bin/setpriv", "/usr/bin/unshare"];
/** "nobody" */
const nobody = 65534;
const patienceMs = 20_000;

/** @typedef {{ command: readonly string[], network: boolean, user: number | undefined }} Fence `network`: it may still use it; `user`: who it runs as, where that is somebody else */

/**
 * The tightest fence behind which a command still works; undefined: it works nowhere.
 * @param {{ program: string, args: readonly string[], before?: (fence: Fence) => void, uid?: number }} trial a command that
 *   ends well where it works, and what it needs `before`
 * @returns {Promise<Fence | undefined>}
 */
export async function tightestFence({ program, args, before = () => {}, uid = process.getuid?.() }) {
  for (const fence of fences(uid)) {
    before(fence);
    const [command, ...rest] = [...fence.command, program, ...args];
    if (await works(command, rest, { timeoutMs: patienceMs })) return fence;
  }
  return undefined;
}

/** From the tightest to the widest. @param {number | undefined} uid @returns {Fence[]} */
export function fences(uid) {
  const drop = existsSync(setpriv)
    ? [setpriv, "--no-new-privs", ...(uid === 0 ? ["--bounding-set=-all", "--inh-caps=-all"] : [])]
    : [];
  const alone = !existsSync(unshare)
    ? undefined
    : uid === 0
    ? [unshare, "--net"]
    : [unshare, "--user", "--map-current-user", "--net"];
  const other = uid === 0 && drop.length > 0
    ? [...drop, `--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"]
    : undefined;
  return [
    ...(alone && other ? [{ command: [...alone, ...other], network: false, user: nobody }] : []),
    ...(alone ? [{ command: [...alone, ...drop], network: false, user: undefined }] : []),
    ...(other ? [{ command: other, network: true, user: nobody }] : []),
    { command: drop, network: true, user: undefined },
  ];
}
