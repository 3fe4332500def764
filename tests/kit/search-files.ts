import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Every file below these folders that holds one of the patterns, with which. Files that go meanwhile are left out. */
export async function filesWith(folders: readonly string[], patterns: readonly Buffer[]): Promise<string[]> {
  const hits: string[] = [];
  // A character for a byte: text is searched many times as fast as bytes are.
  const wanted = patterns.map((it) => it.toString("latin1"));
  for (const folder of folders) {
    for (const name of await readdir(folder, { recursive: true })) {
      const path = join(folder, name);
      const there = await stat(path).catch(goneIsFine);
      if (!there?.isFile()) continue;
      for (const at of await patternsIn(path, wanted)) hits.push(`${path}: pattern ${at}`);
    }
  }
  return hits;
}

/** Which of the patterns are in a file; one that lies across two pieces is found as well. */
async function patternsIn(path: string, patterns: readonly string[]): Promise<number[]> {
  const found = new Set<number>();
  const overlap = Math.max(...patterns.map((it) => it.length)) - 1;
  let rest = "";
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
      const text = rest + (piece as Buffer).toString("latin1");
      for (const [at, pattern] of patterns.entries()) if (text.includes(pattern)) found.add(at);
      rest = text.slice(Math.max(0, text.length - overlap));
    }
  } catch (error) {
    goneIsFine(error);
  }
  return [...found];
}

function goneIsFine(error: unknown): undefined {
  if ((error as { code?: unknown }).code !== "ENOENT") throw error;
  return undefined;
}
