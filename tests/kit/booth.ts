import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startBooth } from "../../server/native/booth.mjs";

export type TestBooth = ReturnType<typeof startBooth> & { readonly dataDir: string; close(): Promise<void> };

/** The booth as the launcher starts it, on Node and with a data folder of its own. `close` ends it and removes the folder. */
export async function startTestBooth(
  options: { env?: NodeJS.ProcessEnv; dataDir?: string; voice?: string; say?: (it: string) => void } = {},
): Promise<TestBooth> {
  const dataDir = options.dataDir ?? await mkdtemp(path.join(tmpdir(), "gs-booth-"));
  const booth = startBooth({ program: "node_modules/.bin/node", say: () => {}, ...options, dataDir });
  await booth.ready;
  const close = async (): Promise<void> => {
    await booth.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...booth, dataDir, close };
}
