// Prints what the first page weighs over the wire, from client/dist; exits 1 above the limit.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limitKb = 70;
const dist = new URL("./dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

/** The files of a chunk and of all that it needs at once. */
function filesOf(name, seen = new Set()) {
  const chunk = manifest[name];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const one of chunk.imports ?? []) filesOf(one, seen);
  return seen;
}

const first = filesOf("pages/home/home.tsx", filesOf("index.html"));
const rows = [...first, "theme.js", "old.js"].map((file) => ({
  file,
  bytes: gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length,
}));
rows.sort((a, b) => b.bytes - a.bytes);
for (const { file, bytes } of rows) console.log(`${(bytes / 1024).toFixed(1).padStart(6)} KB  ${file}`);
const kb = rows.reduce((sum, row) => sum + row.bytes, 0) / 1024;
console.log(`${kb.toFixed(1).padStart(6)} KB  first page, scripts and styles, gzipped (limit ${limitKb})`);
if (kb > limitKb) process.exit(1);
