import { open } from "node:fs/promises";
import path from "node:path";
import { isId } from "../kit/ids.ts";
import type { LogName } from "./tap-line/words.ts";

/** Bytes of a log; fewer when it is shorter, null when it is gone. */
export type ReadPart = (log: LogName, from: number, to: number) => Promise<Uint8Array | null>;

/** Reads logs where the tap of this machine writes them. */
export function logParts(folder: string): ReadPart {
  return async ({ takeId, trackId }, from, to) => {
    if (!isId(takeId) || !isId(trackId)) throw new Error("this is no name of a log");
    const file = await open(path.join(folder, takeId, `${trackId}.log`), "r").catch(orNull);
    if (!file) return null;
    try {
      const body = new Uint8Array(to - from);
      let done = 0;
      for (let read = -1; done < body.length && read !== 0; done += read) {
        ({ bytesRead: read } = await file.read(body, done, body.length - done, from + done));
      }
      return body.subarray(0, done);
    } finally {
      await file.close();
    }
  };
}

function orNull(error: unknown): null {
  if ((error as { code?: unknown }).code === "ENOENT") return null;
  throw error;
}
