import { spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const generated = "server/adapters/pg/gen";

describe("the migration script", { timeout: 120_000 }, () => {
  let tree: string;

  beforeEach(async () => {
    tree = await mkdtemp(path.join(tmpdir(), "gs-tree-"));
    await cp(path.join(root, "prisma"), path.join(tree, "prisma"), { recursive: true });
    await cp(path.join(root, generated), path.join(tree, generated), { recursive: true });
  });
  afterEach(() => rm(tree, { recursive: true, force: true }));

  const change = async (file: string, from: string, to: string): Promise<void> => {
    const text = await readFile(path.join(tree, file), "utf8");
    expect(text).toContain(from);
    await writeFile(path.join(tree, file), text.replace(from, to));
  };
  const migrations = async () => (await readdir(path.join(tree, "prisma/migrations"))).filter((it) => /^\d/.test(it));

  it("finds that our schema, migrations and generated client agree", async () => {
    expect(await script(root, "--check")).toEqual({ code: 0, said: "Schema, migrations and client agree.\n" });
  });

  it("names what a changed schema lacks, writes it as plain SQL, and then has nothing to write", async () => {
    await change("prisma/schema.prisma", "model Grind {", "model Grind {\n  motto String?");
    const drifted = await script(tree, "--check");
    expect(drifted).toMatchObject({ code: 1, said: expect.stringContaining('ADD COLUMN     "motto" TEXT') });
    expect(drifted.said).toContain(`${generated}/models/Grind.ts`);
    const before = (await migrations()).length;
    expect(await script(tree, "grind-motto")).toMatchObject({ code: 0 });
    const newest = (await migrations()).sort().at(-1) ?? "";
    expect(newest).toMatch(/^\d{14}_grind_motto$/);
    expect(await readFile(path.join(tree, "prisma/migrations", newest, "migration.sql"), "utf8"))
      .toBe('-- AlterTable\nALTER TABLE "grinds" ADD COLUMN     "motto" TEXT;\n');
    expect(await script(tree, "again")).toMatchObject({
      code: 1,
      said: expect.stringMatching(/No migration was written/),
    });
    expect(await migrations()).toHaveLength(before + 1);
  });

  it("explains a schema that is not one, and a name that cannot be one", async () => {
    await change("prisma/schema.prisma", "model Grind {", "model Grind {\n  motto Strnig");
    expect(await script(tree, "--check")).toMatchObject({ code: 1, said: expect.stringContaining("Strnig") });
    expect(await script(tree, "../escape")).toMatchObject({ code: 1, said: expect.stringMatching(/name of letters/) });
  });
});

/** Runs prisma/make-migration.mjs on another tree with the runtime that runs this test. */
function script(tree: string, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const runner = "Deno" in globalThis ? ["run", "-A", "--node-modules-dir=manual"] : [];
  const file = path.join(root, "prisma/make-migration.mjs");
  const child = spawn(process.execPath, [...runner, file, `--root=${tree}`, ...args], { cwd: root });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => said += String(data));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, said }));
  });
}
