import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const doc = readFileSync(join(root, "docs/operations.md"), "utf8");

/** All our programs as one text in which a sentence that is written over several lines is one line. */
function spoken(): string {
  const files = ["server", "client"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((it) => /\.(ts|tsx|mjs)$/.test(it) && !/(^|\/)(gen|dist)\//.test(it))
      .map((it) => readFileSync(join(root, folder, it), "utf8"))
  );
  return files.join("\n").replace(/["`]\s*\+\s*["`]/g, "");
}

describe("docs/operations.md", () => {
  const [, table = ""] = doc.split("## When something is wrong");
  const rows = [...table.matchAll(/^\| (.+?) \| /gm)].map(([, said]) => said ?? "").filter((it) => !/^-+$/.test(it))
    .slice(1);
  const programs = spoken();

  test.each(rows)("quotes what people really read: %s", (said) => {
    for (const part of said.split("…").map((it) => it.trim()).filter((it) => it.length > 3)) {
      expect(programs.includes(part), part).toBe(true);
    }
  });

  test("names files, folders and commands that are there", () => {
    const scripts =
      (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> }).scripts;
    for (const [, name] of doc.matchAll(/npm run ([a-z-]+)/g)) expect(Object.keys(scripts)).toContain(name);
    for (const [path] of doc.matchAll(/\b(docs|server|prisma)\/[\w./-]+\.(mjs|sh|example|md)/g)) {
      expect(() => readFileSync(join(root, path)), path).not.toThrow();
    }
  });

  test("names settings that .env.example documents", () => {
    const settings = readFileSync(join(root, ".env.example"), "utf8") +
      readFileSync(join(root, "docs/deploy/compose.env.example"), "utf8");
    for (const [, name = ""] of doc.matchAll(/`([A-Z][A-Z]*_[A-Z_]+)(?:=[^`]*)?`/g)) {
      expect(settings).toContain(`${name}=`);
    }
  });
});
