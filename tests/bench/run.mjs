// `npm run bench -- NAME`: prepares what testing needs and runs one bench, whose last line is one JSON object.
// Without a name it lists the benches there are.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import process from "node:process";
import { root } from "../../server/native/places.mjs";
import { prepare } from "../../server/setup.mjs";

const folder = join(root, "tests", "bench");
// The generator of the load must cost little; Node's sockets cost less than Deno's.
const node24 = join(root, "node_modules", ".bin", "node");
const deno = join(root, "node_modules", "deno", "deno");

/** The benches by name. A bench says in its first line what it measures, which is how it is told from its helpers. */
function benches() {
  const files = readdirSync(folder).filter((it) => /\.(ts|mjs)$/.test(it)).sort().map((it) => join(folder, it));
  const about = (file) => /^\/\/ Bench: (.+)$/m.exec(readFileSync(file, "utf8").split("\n")[0])?.[1];
  return new Map(files.filter(about).map((it) => [basename(it, extname(it)), { file: it, about: about(it) }]));
}

function list(all) {
  console.log("npm run bench -- NAME, with NAME one of");
  for (const [name, { about }] of all) console.log(`  ${name.padEnd(12)} ${about}`);
}

/** @param {string} file @returns {{ program: string, args: string[] }} */
function runtimeOf(file) {
  if (file.endsWith(".mjs")) return { program: process.execPath, args: [file] };
  if (existsSync(node24)) return { program: node24, args: ["--disable-warning=ExperimentalWarning", file] };
  return { program: deno, args: ["run", "-A", "--node-modules-dir=manual", file] };
}

const [name, ...rest] = process.argv.slice(2);
const all = benches();
const bench = all.get(name ?? "");
if (bench) {
  await prepare({ forTests: true });
  const { program, args } = runtimeOf(bench.file);
  const child = spawn(program, [...args, ...rest], { cwd: root, stdio: "inherit" });
  // Ctrl-C reaches the bench by itself; it stops what it started and we wait for that.
  process.on("SIGINT", () => {}).on("SIGTERM", () => child.kill("SIGTERM"));
  child.once("exit", (code, signal) => process.exit(signal ? 1 : code));
} else {
  if (name) console.error(`There is no bench called ${name}.`);
  list(all);
  process.exitCode = name ? 2 : 0;
}
