// What compiles the worker: this machine's own compiler and libraries when they are all there, else Debian's, unpacked.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { libraryPath, unpack } from "../debian.mjs";
import { run } from "../run.mjs";
import { linkFlags } from "./recipe.mjs";

/**
 * @typedef {{ cxx: string, flatc: string, flags: string[], env: NodeJS.ProcessEnv, unpacked?: string }} Toolchain
 */

/** The Debian packages that compiling the worker takes. */
export const buildPackages = [
  "g++",
  "libssl-dev",
  "libuv1-dev",
  "libabsl-dev",
  "libflatbuffers-dev",
  "flatbuffers-compiler",
];

/** This machine's own, if a small program that uses every library compiles and links. @returns {Promise<Toolchain | undefined>} */
export async function machineToolchain() {
  const own = { cxx: "g++", flatc: "flatc", flags: [], env: { ...process.env, LC_ALL: "C" } };
  return await compiles(own) ? own : undefined;
}

/** Debian's, unpacked into the cache. @param {{ say: (sentence: string) => void, cache: string }} options @returns {Promise<Toolchain>} */
export async function unpackedToolchain({ say, cache }) {
  const prefix = await unpack({ name: "toolchain", packages: buildPackages, complete: true, say, cache });
  const bin = join(prefix, "usr", "bin");
  const env = { ...process.env, LC_ALL: "C", LD_LIBRARY_PATH: libraryPath(prefix), PATH: `${bin}:${process.env.PATH}` };
  const it = {
    cxx: join(bin, "g++"),
    flatc: join(bin, "flatc"),
    flags: [`--sysroot=${prefix}`, `-B${bin}`],
    env,
    unpacked: prefix,
  };
  if (await compiles(it)) return it;
  rmSync(prefix, { recursive: true, force: true });
  throw new Error("Debian's compiler was unpacked and does not work on this machine.");
}

async function compiles({ cxx, flatc, flags, env }) {
  const folder = mkdtempSync(join(tmpdir(), "grindstone-probe-"));
  try {
    writeFileSync(join(folder, "probe.cpp"), probe);
    const args = [...flags, "-std=c++20", "-o", join(folder, "probe"), join(folder, "probe.cpp"), ...linkFlags];
    await run(cxx, args, { env, cwd: folder, timeoutMs: 120_000 });
    await run(join(folder, "probe"), [], { timeoutMs: 10_000 });
    await run(flatc, ["--version"], { env, timeoutMs: 10_000 });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const probe = `
#include <absl/strings/match.h>
#include <absl/types/optional.h>
#include <flatbuffers/flatbuffers.h>
#include <openssl/ssl.h>
#include <uv.h>
#include <concepts>
int main()
{
	flatbuffers::FlatBufferBuilder builder;
	SSL_CTX_free(SSL_CTX_new(TLS_method()));
	return uv_version() > 0 && absl::StartsWithIgnoreCase("Grindstone", "grind") ? 0 : 1;
}
`;
