import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startTap } from "../../server/native/tap.mjs";

export type TestTap = Awaited<ReturnType<typeof startTap>> & { readonly dataDir: string };

/** The tap as the launcher starts it, on Node and with a data folder of its own. `close` ends it and removes the folder. */
export async function startTestTap(): Promise<TestTap & { close(): Promise<void> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "gs-tap-"));
  const tap = await startTap({ dataDir, program: "node_modules/.bin/node", say: () => {} });
  const close = async (): Promise<void> => {
    await tap.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...tap, dataDir, close };
}
