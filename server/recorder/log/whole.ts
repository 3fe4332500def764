import { AppError } from "../../kit/errors.ts";
import { logKey, LogTrouble } from "../tap/format.mjs";
import { lookThrough } from "../tap/mend.mjs";
import { refusal } from "./read.ts";

/** What is whole of a log. */
export type Whole = {
  /** Up to the end of its last whole block; 0: nothing was ever promised of it. */
  readonly bytes: number;
  /** Behind that. */
  readonly cutBytes: number;
  /** What crashes left of blocks, at its end or wherever it was gone on with. */
  readonly halfBytes: number;
  /** Blocks that are not there or do not open, and about how long was in them. */
  readonly lostBlocks: number;
  readonly lostUs: number;
  readonly lastUs: number;
};

/** What of a log could not be read, for whoever plays what became of it. */
export type LogDamage = {
  /** Blocks that do not open, or are not there. */
  readonly blocks: number;
  /** About how long was in them. */
  readonly lostMs: number;
  /** What crashes left of blocks that they broke off. */
  readonly cutBytes: number;
};

/**
 * Looks a log through and changes nothing. Throws AppError "conflict" while a process writes it, "not-found" when there is
 * none, and as `readLog` does.
 */
export async function wholeOf(path: string, dataKey: Uint8Array): Promise<Whole> {
  try {
    const found = await lookThrough(path, (head) => logKey(dataKey, head));
    const { bytes, cutBytes, halfBytes, lostBlocks, lostUs, lastUs } = found;
    return { bytes, cutBytes, halfBytes, lostBlocks, lostUs, lastUs };
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

/** null: all that was ever promised of it is there. */
export function damageOf({ bytes, halfBytes: cutBytes, lostBlocks: blocks, lostUs }: Whole): LogDamage | null {
  if (bytes === 0 || (blocks === 0 && cutBytes === 0)) return null;
  return { blocks, lostMs: Math.round(lostUs / 1000), cutBytes };
}
