// Writes the codec of interview.proto: static code, so that it runs where a page may not compile code from text.
//   node proto/generate.mjs           writes proto/gen
//   node proto/generate.mjs --check   changes nothing and fails when proto/gen is not what it would write
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const pbjs = path.join(here, "../node_modules/protobufjs-cli/bin/pbjs");
const names = ["interview.js", "interview.d.ts"];
/** Whoever sends or reads a frame needs to encode and to decode; the rest would only be downloaded. */
const left = ["create", "verify", "convert", "delimited", "typeurl", "service"].map((it) => `--no-${it}`);

/** @returns {Map<string, string>} file name → text */
function generate() {
  const folder = mkdtempSync(path.join(tmpdir(), "grindstone-proto-"));
  try {
    const out = path.join(folder, "interview.js");
    const how = ["-t", "static-module", "-w", "es6", "--es6", "-d", "-r", "grindstone", ...left];
    execFileSync(process.execPath, [pbjs, ...how, "-o", out, path.join(here, "interview.proto")]);
    const texts = new Map(names.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
    return texts.set("interview.js", `// @ts-self-types="./interview.d.ts"\n${texts.get("interview.js")}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const check = process.argv.includes("--check");
const stale = [...generate()].filter(([name, text]) => {
  const file = path.join(here, "gen", name);
  if (!check) writeFileSync(file, text);
  return check && readFileSync(file, "utf8") !== text;
});
if (stale.length > 0) {
  console.error(`proto/gen does not fit interview.proto. Run: node proto/generate.mjs`);
  process.exitCode = 1;
}
