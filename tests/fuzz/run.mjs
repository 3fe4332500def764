// `npm run fuzz -- NAME`: prepares what testing needs and attacks a reader, ten million times unless told otherwise. Without
// a name it lists the readers there are.
import { spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { root } from "../../server/native/places.mjs";
import { prepare } from "../../server/setup.mjs";

await prepare({ forTests: true });
// The readers run where they serve.
const args = [
  "run",
  "-A",
  "--node-modules-dir=manual",
  join(root, "tests", "fuzz", "main.ts"),
  ...process.argv.slice(2),
];
const child = spawn(join(root, "node_modules", "deno", "deno"), args, { cwd: root, stdio: "inherit" });
// Ctrl-C reaches it by itself; it stops what it started and we wait for that.
process.on("SIGINT", () => {}).on("SIGTERM", () => child.kill("SIGTERM"));
child.once("exit", (code, signal) => process.exit(signal ? 1 : code));
