import { AppError } from "../../kit/errors.ts";
import { logKey, LogTrouble } from "../tap/format.mjs";
import { mend } from "../tap/mend.mjs";
import { refusal } from "./read.ts";

/** What is there of a log: `bytes` up to its last whole block, and what was cut off behind it. */
export type Mended = { readonly bytes: number; readonly cutBytes: number; readonly lastUs: number };

/**
 * Cuts off what a crash left behind the last whole block, so that the log can be gone on with. Throws AppError "conflict"
 * while a process writes it, "not-found" when there is none, and as `readLog` does; then nothing was changed.
 */
export async function mendLog(path: string, dataKey: Uint8Array): Promise<Mended> {
  try {
    const { bytes, cutBytes, lastUs } = await mend(path, (head) => logKey(dataKey, head));
    return { bytes, cutBytes, lastUs };
  } catch (error) {
    if (error instanceof LogTrouble) throw refusal(error);
    const { code } = error as { code?: unknown };
    if (code === "ENOENT") throw new AppError("not-found", "There is no such recording.", { cause: error });
    if (code === "locked") {
      throw new AppError("conflict", "This recording is being written by another process.", { cause: error });
    }
    throw error;
  }
}
