// `npm run ok`: format, lint, types, tests, in that order; stops at the first that is not well.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { prepare } from "../server/setup.mjs";
import { root } from "../server/native/places.mjs";
import { stopWith } from "../server/native/trouble.mjs";

const bin = (name) => join(root, "node_modules", ".bin", name);
const steps = [
  ["format", bin("deno"), ["fmt", "--check", "--quiet"]],
  ["lint", bin("oxlint"), ["--type-aware", "--deny-warnings"]],
  ["types", bin("tsc"), ["-p", "."]],
  ["tests", process.execPath, [join(root, "tests", "run.mjs")]],
];

await prepare({ forTests: true }).catch(stopWith);
for (const [name, command, args] of steps) {
  console.log(`ok: ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    console.error(`ok: ${name} is not well.`);
    process.exit(1);
  }
}
