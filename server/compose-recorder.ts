import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Kit } from "./compose-kit.ts";
import type { Base } from "./compose-stores.ts";
import type { Storage } from "./compose-storage.ts";
import type { Config } from "./config.ts";
import { AppError } from "./kit/errors.ts";
import type { Ids } from "./kit/ids.ts";
import { noTap } from "./recorder/live/no-tap.ts";
import { Recorder } from "./recorder/live/recorder.ts";
import { LogFiles } from "./recorder/log-files.ts";
import { TapLine } from "./recorder/tap-line/line.ts";

type Parts =
  & Pick<Config, "tapSocket">
  & { readonly node: string }
  & Pick<Storage, "floor" | "shipper" | "logsFolder" | "segments">;

/** Opens what records rooms. A tap that is not there keeps nobody from meeting; rooms say that nothing is recorded. */
export function openRecorder(parts: Parts, { scope, ...kit }: Kit, { stores }: Pick<Base, "stores">): Recorder {
  const { tapSocket, node, floor, shipper, logsFolder, segments } = parts;
  const tap = scope.own(tapSocket === null ? noTap() : new TapLine({ ...kit, socket: tapSocket }), (it) => it.close());
  if (shipper) tap.events.on("durable", (log, { bytes }) => shipper.grew(log, bytes), scope.signal);
  const recorder = new Recorder({
    ...{ ...kit, tap, takes: stores.takes, keys: stores.keys },
    node,
    mayBegin: () => floor.mayBegin(),
    bring: bringer({ logsFolder, segments }),
    keepsUp: (interviewId) => shipper?.keepsUp(interviewId) ?? true,
  });
  return scope.own(recorder, (it) => it.close());
}

/** Has here what another machine sent away of its logs; what it alone holds stays there, and is finished there. */
function bringer({ logsFolder, segments }: Pick<Storage, "logsFolder" | "segments">) {
  const logs = new LogFiles(logsFolder, segments);
  return async (interviewId: string): Promise<void> => {
    if (!logs.sent) throw new AppError("conflict", "Another node holds this recording.");
    await logs.restore(interviewId);
  };
}

/** What this machine is called among those of one database: the same after each start on the same folder. */
export async function nodeName(dataDir: string, ids: Ids): Promise<string> {
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
