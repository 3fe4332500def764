// Janus as Debian has it: installed here, or unpacked into the cache without changing the machine.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { libraryPath, sourceArchive, triplet, unpack } from "../../../server/native/debian.mjs";
import { cacheDir } from "../../../server/native/places.mjs";
import { run } from "../../../server/native/run.mjs";
import { prepareSrtp, srtpFlags, srtpUnits } from "../../../server/native/worker/recipe.mjs";

const inside = join("usr", "bin", "janus");

/**
 * Where Janus is and how to start it; throws what is missing, because a comparison without it says nothing.
 * `crypto`: what encrypts its packets. Debian's libsrtp does it with NSS; with OpenSSL, as our own worker does, it is faster.
 * @param {{ crypto: "nss" | "openssl", say: (sentence: string) => void }} options
 * @returns {Promise<{ executable: string, plugins: string, transports: string, env: Record<string, string> }>}
 */
export async function ensureJanus({ crypto, say }) {
  const installed = join("/", inside);
  const prefix = existsSync(installed)
    ? "/"
    : await unpack({ name: "janus", packages: ["janus"], complete: false, say })
      .catch((error) => {
        throw new Error(`Janus is missing and could not be fetched from Debian: ${error.message}`, { cause: error });
      });
  const folders = [
    ...(crypto === "openssl" ? [await fastSrtp({ say })] : []),
    ...(prefix === "/" ? [] : [libraryPath(prefix)]),
  ];
  const parts = join(prefix, "usr", "lib", triplet(), "janus");
  return {
    executable: join(prefix, inside),
    plugins: join(parts, "plugins"),
    transports: join(parts, "transports"),
    env: folders.length > 0 ? { LD_LIBRARY_PATH: folders.join(":") } : {},
  };
}

/** The folder with Debian's libsrtp, compiled to use OpenSSL. */
async function fastSrtp({ say }) {
  const folder = join(cacheDir(), "bench", `libsrtp2-openssl-${process.arch}`);
  const library = join(folder, "libsrtp2.so.1");
  if (existsSync(library)) return folder;
  const work = `${folder}.work`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, "srtp"), { recursive: true });
  mkdirSync(folder, { recursive: true });
  try {
    say("Compiling libsrtp with OpenSSL for Janus…");
    const archive = await sourceArchive({ name: "libsrtp2", into: join(work, "download") });
    const srtp = join(work, "srtp");
    await run("tar", ["-xf", archive, "-C", srtp, "--strip-components=1", "--no-same-owner"]);
    prepareSrtp(srtp);
    const shared = ["-shared", "-Wl,-soname,libsrtp2.so.1"];
    await run("gcc", [...srtpFlags(srtp), ...srtpUnits(srtp), ...shared, "-o", `${library}.half`, "-lcrypto"]);
    renameSync(`${library}.half`, library);
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
