import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Features, Kit } from "./compose-features.ts";
import type { Config } from "./config.ts";
import type { Ids } from "./kit/ids.ts";
import { noTap } from "./recorder/live/no-tap.ts";
import { Recorder } from "./recorder/live/recorder.ts";
import { spaceIn } from "./recorder/live/space.ts";
import { TapLine } from "./recorder/tap-line.ts";

type Parts = Pick<Config, "dataDir" | "floorBytes" | "tapSocket">;

/** Opens what records rooms. A tap that is not there keeps nobody from meeting; rooms say that nothing is recorded. */
export async function openRecorder(config: Parts, { scope, ...kit }: Kit, { stores }: Features): Promise<Recorder> {
  const { tapSocket, dataDir, floorBytes } = config;
  const logs = join(dataDir, "vault", "logs");
  await mkdir(logs, { recursive: true, mode: 0o700 });
  const tap = scope.own(tapSocket === null ? noTap() : new TapLine({ ...kit, socket: tapSocket }), (it) => it.close());
  const recorder = new Recorder({
    ...{ ...kit, tap, takes: stores.takes, keys: stores.keys },
    node: await nodeName(dataDir, kit.ids),
    mayBegin: spaceIn({ folder: logs, floorBytes }),
  });
  return scope.own(recorder, (it) => it.close());
}

/** What this machine is called among those of one database: the same after each start on the same folder. */
async function nodeName(dataDir: string, ids: Ids): Promise<string> {
  const file = join(dataDir, "files", "node");
  const there = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  if (there !== undefined) return there;
  const name = ids.next();
  await writeFile(`${file}.new`, name, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return name;
}
