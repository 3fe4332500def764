import { chmod, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** A Node whose files may not grow past so many kilobytes, as if its disk were full then; its path. */
export async function nodeWithSmallFiles(kilobytes: number): Promise<string> {
  const program = path.join(await mkdtemp(path.join(tmpdir(), "small-disk-")), "node");
  // In blocks of 512 bytes.
  await writeFile(program, `#!/bin/sh\nulimit -f ${kilobytes * 2}\nexec node "$@"\n`);
  await chmod(program, 0o755);
  return program;
}
