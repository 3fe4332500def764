// What the worker is made of: mediasoup's sources out of its npm package, one correction, Debian's libsrtp.
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const compat = join(dirname(fileURLToPath(import.meta.url)), "compat");

/**
 * The correction without which the worker dies at its first real DTLS handshake. OpenSSL reports the end of a control call
 * as BIO_CB_CTRL | BIO_CB_RETURN; comparing for equality answers 1 to "does the kernel do TLS for you?", and an OpenSSL built
 * with kernel TLS, as Debian's is, then writes through a buffer it never made.
 */
export const correction = {
  file: "src/RTC/DtlsTransport.cpp",
  from: "(operationType == BIO_CB_RETURN)",
  to: "(operationType & BIO_CB_RETURN)",
};

/** Copies mediasoup's worker sources to `into` and corrects them. */
export function prepareSources(mediasoup, into) {
  cpSync(join(mediasoup, "worker"), into, { recursive: true });
  const path = join(into, correction.file);
  writeFileSync(path, corrected(readFileSync(path, "utf8")));
}

/** @param {string} text */
export function corrected(text) {
  const parts = text.split(correction.from);
  if (parts.length === 2) return parts.join(correction.to);
  if (parts.length === 1 && text.includes(correction.to)) return text;
  throw new Error(`${correction.file} of this mediasoup is not the one that the DTLS correction was written for.`);
}

/** The worker's translation units, as its own build files list them. */
export function workerUnits(worker) {
  const units = [
    ...listed(join(worker, "meson.build"), /'(src\/[^']+\.cpp)'/g),
    ...listed(join(worker, "deps", "libwebrtc", "meson.build"), /'(libwebrtc\/[^']+\.cc)'/g).map((it) =>
      join("deps/libwebrtc", it)
    ),
  ];
  return [...new Set(units)].map((it) => join(worker, it));
}

/** Optimised over all of its parts at once, which costs a tenth less CPU for each packet that is sent. */
const optimised = ["-O3", "-flto=auto"];

/** @param {{ worker: string, generated: string, srtp: string }} folders */
export function workerFlags({ worker, generated, srtp }) {
  const includes = [
    compat,
    join(srtp, "public"),
    join(worker, "include"),
    generated,
    join(generated, "FBS"),
    join(worker, "deps", "libwebrtc"),
    join(worker, "deps", "libwebrtc", "libwebrtc"),
  ];
  return [
    "-std=c++20",
    ...optimised,
    "-DNDEBUG",
    "-DMS_LITTLE_ENDIAN",
    "-DMS_EXECUTABLE",
    "-DFLATBUFFERS_LOCALE_INDEPENDENT=1",
    ...includes.flatMap((it) => ["-I", it]),
  ];
}

/** Linked into the worker, so that it runs where none of these is installed. Order matters to the linker. */
const staticLibraries = [
  "libuv_a.a",
  ...["strings", "strings_internal", "int128", "raw_logging_internal", "throw_delegate", "base", "spinlock_wait"]
    .map((it) => `libabsl_${it}.a`),
  ...["log_severity", "bad_optional_access"].map((it) => `libabsl_${it}.a`),
  "libssl.a",
  "libcrypto.a",
].map((it) => `-l:${it}`);

/** How every part is linked: only the C library stays outside. */
export const linkFlags = [...optimised, ...staticLibraries, "-static-libstdc++", "-static-libgcc", "-lpthread", "-ldl"];

/** What flatc is to make of the worker's message definitions. */
export function flatcArgs(worker, generated) {
  const definitions = readdirSync(join(worker, "fbs")).filter((it) => it.endsWith(".fbs")).map((it) =>
    join(worker, "fbs", it)
  );
  const style = ["--cpp-field-case-style", "lower", "--reflect-names", "--scoped-enums", "--filename-suffix", ""];
  return ["--cpp", ...style, "-o", join(generated, "FBS"), ...definitions];
}

/** libsrtp's parts when it is built on OpenSSL, which costs a fifth less CPU than the NSS that Debian's binary uses. */
export function srtpUnits(srtp) {
  const names = [
    "srtp/srtp",
    "crypto/cipher/aes_gcm_ossl",
    "crypto/cipher/aes_icm_ossl",
    "crypto/cipher/cipher",
    "crypto/cipher/cipher_test_cases",
    "crypto/cipher/null_cipher",
    "crypto/hash/auth",
    "crypto/hash/auth_test_cases",
    "crypto/hash/hmac_ossl",
    "crypto/hash/null_auth",
    "crypto/kernel/alloc",
    "crypto/kernel/crypto_kernel",
    "crypto/kernel/err",
    "crypto/kernel/key",
    "crypto/math/datatypes",
    "crypto/replay/rdb",
    "crypto/replay/rdbx",
  ];
  return names.map((it) => join(srtp, `${it}.c`));
}

/** Writes what libsrtp's own configure would have found on a 64-bit Linux, and its headers where others look for them. */
export function prepareSrtp(srtp, arch = process.arch) {
  const facts = [
    ...(arch === "x64" ? ["CPU_CISC", "HAVE_X86"] : ["CPU_RISC"]),
    "GCM",
    "OPENSSL",
    "STDC_HEADERS",
    ...["ARPA_INET_H", "BYTESWAP_H", "INET_ATON", "INET_PTON", "INTTYPES_H", "NETINET_IN_H", "SIGACTION", "SOCKET"],
    ...["STDINT_H", "STDLIB_H", "STRINGS_H", "STRING_H", "SYS_SOCKET_H", "SYS_STAT_H", "SYS_TYPES_H", "SYS_UIO_H"],
    ...["UNISTD_H", "USLEEP", ...["8", "16", "32", "64"].map((bits) => `UINT${bits}_T`)],
    ...["8", "16", "32"].map((bits) => `INT${bits}_T`),
  ].map((it) => (/^(CPU|GCM|OPENSSL|STDC|HAVE)/.test(it) ? it : `HAVE_${it}`));
  const texts = [
    'PACKAGE_STRING "libsrtp2"',
    'PACKAGE_VERSION "2"',
    "SIZEOF_UNSIGNED_LONG 8",
    "SIZEOF_UNSIGNED_LONG_LONG 8",
  ];
  const lines = [...facts.map((it) => `${it} 1`), ...texts].map((it) => `#define ${it}\n`);
  writeFileSync(join(srtp, "crypto", "include", "config.h"), lines.join(""));
  const into = join(srtp, "public", "srtp2");
  mkdirSync(into, { recursive: true });
  for (const folder of ["include", "crypto/include"]) {
    for (const file of readdirSync(join(srtp, folder))) {
      if (/^(?!config).*\.h$/.test(file)) copyFileSync(join(srtp, folder, file), join(into, file));
    }
  }
}

/** @param {string} srtp */
export function srtpFlags(srtp) {
  const includes = ["crypto/include", "include"].flatMap((it) => ["-I", join(srtp, it)]);
  return ["-x", "c", ...optimised, "-DNDEBUG", "-DHAVE_CONFIG_H", "-fPIC", ...includes];
}

function listed(file, pattern) {
  return [...readFileSync(file, "utf8").matchAll(pattern)].map((match) => match[1]);
}
