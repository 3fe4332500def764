// How words become phonemes, as Debian has it: better voices bring the same, and tests of them need it.
import { join } from "node:path";
import { triplet, unpack, unpackedAt } from "./debian.mjs";

const wanted = { name: "espeak-data", packages: ["espeak-ng-data"], complete: false };

/** Whether it is there. */
export function espeakReady() {
  return unpackedAt(wanted) !== undefined;
}

/** Its folder. @param {{ say?: (sentence: string) => void }} [voice] */
export async function ensureEspeak({ say } = {}) {
  return join(await unpack({ ...wanted, say }), "usr", "lib", triplet(), "espeak-ng-data");
}
