// Debian packages that only need unpacking: no root, and not a file of the system is touched. apt does what it is good
// at (mirrors, signatures, versions, checksums, resuming) with lists and a package cache of our own.
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import process from "node:process";
import { withLock } from "./lock.mjs";
import { cacheDir } from "./places.mjs";
import { run, works } from "./run.mjs";
import { explain, Trouble } from "./trouble.mjs";
import { parseUris, sourceList } from "./debian-text.mjs";

/**
 * Unpacks packages and all they need into one folder and returns it.
 * `complete`: from nothing, libc included, as a compiler wants it; otherwise only what this machine does not have, for
 * programs that run beside the machine's own libraries.
 * @param {{ name: string, packages: string[], complete: boolean, say?: (sentence: string) => void, cache?: string }} options
 */
export async function unpack({ name, packages, complete, say = () => {}, cache = cacheDir() }) {
  const prefix = prefixOf({ name, packages, complete, cache });
  if (existsSync(join(prefix, stampName))) return prefix;
  return await withLock(`${prefix}.lock`, async () => {
    if (existsSync(join(prefix, stampName))) return prefix;
    await fetchAndUnpack({ name, packages, complete, say, cache, prefix });
    return prefix;
  }, { onWait: () => say(`Another set-up is unpacking ${name}; waiting for it…`) });
}

/** The folder that `unpack` made of the same, if it did. @param {{ name: string, packages: string[], complete: boolean, cache?: string }} options */
export function unpackedAt({ name, packages, complete, cache = cacheDir() }) {
  const prefix = prefixOf({ name, packages, complete, cache });
  return existsSync(join(prefix, stampName)) ? prefix : undefined;
}

function prefixOf({ name, packages, complete, cache }) {
  const key = createHash("sha256").update(JSON.stringify([packages, complete, layout])).digest("hex").slice(0, 10);
  return join(cache, "debian", `${name}-${key}`);
}

/** Whether this machine has what unpacking needs. */
export async function canUnpack() {
  for (const program of ["apt-get", "dpkg-deb", "tar"]) if (!await works(program, ["--version"])) return false;
  return true;
}

/** The original source archive of a Debian package, downloaded and checked by apt. @returns {Promise<string>} its path */
export async function sourceArchive({ name, into, cache = cacheDir() }) {
  const folder = join(cache, "debian", "apt-sources");
  const apt = await privateApt({ folder, complete: false, sources: true });
  mkdirSync(into, { recursive: true });
  await apt(["update"], "reading Debian's package lists");
  await apt(["source", "--download-only", name], `downloading the source of ${name}`, { cwd: into });
  const archive = readdirSync(into).find((file) =>
    file.startsWith(`${name}_`) && /\.orig\.tar\.(gz|xz|bz2)$/.test(file)
  );
  if (!archive) throw new Trouble(`Debian's source of ${name} came without its original archive.`);
  rmSync(folder, { recursive: true, force: true });
  return join(into, archive);
}

/**
 * The folders of an unpacked prefix that hold libraries, for LD_LIBRARY_PATH. A complete prefix has its own libc, which
 * must not be mixed with the machine's loader: then a folder of links to all other libraries is made and returned.
 * @param {string} prefix
 */
export function libraryPath(prefix) {
  const folders = [join(prefix, "usr", "lib", triplet()), join(prefix, "usr", "lib")];
  // Some keep private libraries in a folder of their own, which their programs know by its absolute path alone.
  folders.push(...subfolders(folders[0]).filter((it) => readdirSync(it).some((name) => /^lib.*\.so/.test(name))));
  if (!existsSync(join(folders[0], "libc.so.6"))) return folders.join(":");
  const links = join(prefix, "libraries");
  rmSync(links, { recursive: true, force: true });
  mkdirSync(links);
  for (const file of readdirSync(folders[0])) {
    if (/\.so(\.|$)/.test(file) && !libcFile.test(file)) symlinkSync(join(folders[0], file), join(links, file));
  }
  return links;
}

function subfolders(folder) {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return entries.filter((it) => it.isDirectory()).map((it) => join(folder, it.name));
}

/** Debian's name of this machine's kind, as in the folders of its libraries. */
export function triplet(arch = process.arch) {
  return arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
}

const layout = 1;
const stampName = ".unpacked";
const libcFile =
  /^(ld-linux.*|lib(c|m|mvec|pthread|dl|rt|resolv|util|anl|nsl|BrokenLocale|thread_db|c_malloc_debug|memusage|pcprofile|nss_\w+))(-[\d.]+)?\.so/;

async function fetchAndUnpack({ name, packages, complete, say, cache, prefix }) {
  if (!await canUnpack()) {
    throw new Trouble(`${name} needs apt-get, dpkg-deb and tar, which this machine lacks.`, { code: "no-apt" });
  }
  const folder = join(cache, "debian", `apt-${basename(prefix)}`);
  const apt = await privateApt({ folder, complete, sources: false });
  await apt(["update"], "reading Debian's package lists");
  const uris = parseUris(await apt(["--print-uris", "install", ...packages], `looking for ${name} in Debian`));
  const bytes = uris.reduce((sum, it) => sum + it.bytes, 0);
  say(`Downloading ${name} from Debian (${Math.max(1, Math.round(bytes / 1e6))} MB in ${uris.length} packages)…`);
  await apt(["--download-only", "install", ...packages], `downloading ${name} from Debian`);
  const half = `${prefix}.half`;
  rmSync(half, { recursive: true, force: true });
  makeRoot(half);
  const archives = join(folder, "cache", "archives");
  for (const { file } of uris) await extract(join(archives, file), half, name);
  writeFileSync(join(half, stampName), JSON.stringify({ packages: uris.map((it) => it.file), bytes }, null, 1));
  rmSync(prefix, { recursive: true, force: true });
  renameSync(half, prefix);
  rmSync(folder, { recursive: true, force: true });
}

/** Makes an apt-get that knows the machine's mirrors and writes only below `folder`. */
async function privateApt({ folder, complete, sources }) {
  const at = (/** @type {string[]} */ ...parts) => join(folder, ...parts);
  for (const it of ["lists/partial", "cache/archives/partial", "state"]) mkdirSync(at(it), { recursive: true });
  const status = complete ? at("status") : "/var/lib/dpkg/status";
  if (complete && !existsSync(status)) writeFileSync(status, "");
  const options = {
    "Dir::State": at("state"),
    "Dir::State::lists": at("lists"),
    "Dir::State::status": status,
    "Dir::Cache": at("cache"),
    "Dir::Log": at("state"),
    "Debug::NoLocking": "1",
    "APT::Sandbox::User": process.getuid?.() === 0 ? "root" : "",
    "APT::Install-Recommends": "0",
    "APT::Get::List-Cleanup": "0",
    "APT::Keep-Downloaded-Packages": "1",
    "Binary::apt-get::APT::Keep-Downloaded-Packages": "1",
    "Acquire::Retries": "2",
    "Acquire::http::Timeout": "15",
    "Acquire::https::Timeout": "15",
    "Acquire::Languages": "none",
    "APT::Update::Error-Mode": "any",
    ...(sources && { "Dir::Etc::sourcelist": writeSources(at("sources.list")), "Dir::Etc::sourceparts": "-" }),
  };
  // docker's images empty the package cache after each call by hooks; none of the machine's hooks is meant for our folder.
  const config = at("apt.conf");
  const clear = [
    "DPkg::Post-Invoke",
    "APT::Update::Post-Invoke",
    "APT::Update::Post-Invoke-Success",
    "DPkg::Pre-Install-Pkgs",
  ];
  writeFileSync(config, `${clear.map((it) => `#clear ${it};`).join("\n")}\n`);
  const flags = [
    "-qq",
    "-y",
    "-c",
    config,
    ...Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]),
  ];
  const env = { ...process.env, LC_ALL: "C.UTF-8", DEBIAN_FRONTEND: "noninteractive" };
  return (/** @type {string[]} */ args, /** @type {string} */ what, { cwd = folder } = {}) =>
    run("apt-get", [...flags, ...args], { env, cwd }).catch((error) => {
      throw explain(error, {
        what,
        where: folder,
        network: "Debian's mirror",
        sorry: `Something went wrong while ${what}.`,
      });
    });
}

function writeSources(path) {
  const parts = "/etc/apt/sources.list.d";
  const files = [
    "/etc/apt/sources.list",
    ...existsSync(parts) ? readdirSync(parts).sort().map((it) => join(parts, it)) : [],
  ];
  const texts = files.filter((it) => existsSync(it)).map((it) => ({ name: it, text: readFileSync(it, "utf8") }));
  const { text, format } = sourceList(texts);
  writeFileSync(`${path}.${format}`, text);
  return `${path}.${format}`;
}

/** The merged /usr of a Debian must be there before the first package, or libraries land in two places. */
function makeRoot(prefix) {
  for (const name of ["bin", "sbin", "lib", "lib32", "lib64", "libx32"]) {
    mkdirSync(join(prefix, "usr", name), { recursive: true });
    symlinkSync(join("usr", name), join(prefix, name));
  }
}

function extract(archive, prefix, name) {
  return new Promise((resolve, reject) => {
    const from = spawn("dpkg-deb", ["--fsys-tarfile", archive], { stdio: ["ignore", "pipe", "pipe"] });
    const to = spawn("tar", [
      "-x",
      "--keep-directory-symlink",
      "--no-same-owner",
      "--delay-directory-restore",
      "-C",
      prefix,
    ], {
      stdio: [from.stdout, "ignore", "pipe"],
    });
    // The child holds the pipe; ours would keep it open after dpkg-deb has gone.
    from.stdout.destroy();
    let output = "";
    for (const child of [from, to]) child.stderr.on("data", (chunk) => output += chunk);
    const ended = [from, to].map((child) =>
      new Promise((done, fail) => child.on("error", fail).on("close", (status) => done(status)))
    );
    Promise.all(ended).then((statuses) => {
      if (statuses.every((it) => it === 0)) return resolve(undefined);
      const error = Object.assign(new Error("unpacking failed"), { output });
      reject(
        explain(error, {
          what: `unpacking ${name}`,
          where: prefix,
          sorry: `${basename(archive)} could not be unpacked.`,
        }),
      );
    }, reject);
  });
}
