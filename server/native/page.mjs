// Builds the page people see, again only when something it is made of has changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { cleanEnv } from "./packages.mjs";
import { root, stampsDir } from "./places.mjs";
import { run } from "./run.mjs";
import { explain } from "./trouble.mjs";

const stamp = join(stampsDir, "page");

/** Whether the page that is there was made of what is there. */
export function pageReady() {
  return existsSync(join(root, "client", "dist", "index.html")) && read(stamp) === ingredients();
}

/** @param {{ say: (sentence: string) => void }} voice */
export async function buildPage({ say }) {
  const now = ingredients();
  say("Building the page…");
  rmSync(stamp, { force: true });
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const env = { ...cleanEnv(), NODE_ENV: "production" };
  await run(process.execPath, [vite, "build", "--config", "client/vite.config.ts", "--logLevel", "warn"], {
    cwd: root,
    env,
  })
    .catch((error) => {
      throw explain(error, { what: "building the page", where: root, sorry: "The page could not be built." });
    });
  mkdirSync(stampsDir, { recursive: true });
  writeFileSync(stamp, now);
}

function ingredients() {
  return hashOf(root, ["client", "proto", "package-lock.json"], new Set([join(root, "client", "dist")]));
}

/** One hash over the names and contents of files and folders. @param {string} base @param {string[]} names @param {Set<string>} [without] */
export function hashOf(base, names, without = new Set()) {
  const hash = createHash("sha256");
  const add = (/** @type {string} */ name) => {
    const path = join(base, name);
    if (without.has(path) || !existsSync(path)) return;
    const entries = list(path);
    if (!entries) return void hash.update(`${name}\0`).update(readFileSync(path)).update("\0");
    for (const entry of entries) add(join(name, entry));
  };
  for (const name of names) add(name);
  return hash.digest("hex");
}

function list(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (error.code === "ENOTDIR") return undefined;
    throw error;
  }
}

function read(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
