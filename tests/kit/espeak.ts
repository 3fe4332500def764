import path from "node:path";
import { triplet, unpack } from "../../server/native/debian.mjs";

/** How words become phonemes, as Debian has it: Piper's archives bring the same. Fetched once, 4 MB. */
export async function espeakData(): Promise<string> {
  const prefix = await unpack({ name: "espeak-data", packages: ["espeak-ng-data"], complete: false });
  return path.join(prefix, "usr", "lib", triplet(), "espeak-ng-data");
}
