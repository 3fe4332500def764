// The generated client is committed: npm start needs neither Prisma's command nor its download.
import { spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

const generated = "server/adapters/pg/gen";

/**
 * Generates the client of the schema in `root`.
 * @param {string} root
 */
export async function generateClient(root) {
  const prisma = path.join(
    path.dirname(createRequire(import.meta.url).resolve("prisma/package.json")),
    "build/index.js",
  );
  const schema = path.join(root, "prisma/schema.prisma");
  // The command fetches an engine that generating never uses unless a path to one is given.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true", CHECKPOINT_DISABLE: "1", NO_COLOR: "1" };
  const runner = "Deno" in globalThis ? ["run", "-A", "--node-modules-dir=manual"] : [];
  const args = [...runner, prisma, "generate", "--schema", schema, "--no-hints"];
  const { code, output } = await run(process.execPath, args, env);
  if (code !== 0) throw new Error(`prisma generate failed:\n${output}`);
}

/**
 * Files of the generated client in `root` that differ from what its schema gives.
 * @param {string} root
 * @returns {Promise<string[]>}
 */
export async function staleFiles(root) {
  const copy = await mkdtemp(path.join(tmpdir(), "grindstone-client-"));
  try {
    await cp(path.join(root, "prisma/schema.prisma"), path.join(copy, "prisma/schema.prisma"));
    await generateClient(copy);
    const [there, wanted] = await Promise.all([
      readTree(path.join(root, generated)),
      readTree(path.join(copy, generated)),
    ]);
    const names = new Set([...there.keys(), ...wanted.keys()]);
    return [...names].filter((name) => there.get(name) !== wanted.get(name)).map((name) => `${generated}/${name}`)
      .sort();
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** @returns {Promise<Map<string, string>>} */
async function readTree(folder) {
  const tree = new Map();
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  for (const name of names.filter((it) => it.endsWith(".ts"))) {
    tree.set(name, await readFile(path.join(folder, name), "utf8"));
  }
  return tree;
}

/** @returns {Promise<{ code: number | null, output: string }>} */
function run(program, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => output += data);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
