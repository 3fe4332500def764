import type { Buffer } from "node:buffer";
import { AppError } from "../../kit/errors.ts";
import { logKey, LogTrouble, recordKinds } from "../tap/format.mjs";
import { LogParser } from "../tap/parse.mjs";
import { recordsIn } from "../tap/records.mjs";
import type { LogHead, LogRecord, Mark } from "./records.ts";

/** Bytes of a log that are no whole block: a flipped bit, or what a crash left at the end. */
export type Damage = { readonly from: number; readonly bytes: number };

export type ReadOptions = {
  readonly onHead?: (head: LogHead) => void;
  /** What could not be read. All records before and after it are. */
  readonly onDamage?: (damage: Damage) => void;
  readonly signal?: AbortSignal;
};

/**
 * The records of a log in the order in which they came, also of one that was cut off or damaged. `dataKey` is its interview's.
 * Throws AppError "internal" for another key and for what is no log, "unavailable" for a log of a newer Grindstone.
 */
export async function* readLog(
  bytes: AsyncIterable<Uint8Array>,
  dataKey: Uint8Array,
  options: ReadOptions = {},
): AsyncGenerator<LogRecord> {
  const parser = new LogParser((head) => logKey(dataKey, head));
  try {
    for await (const piece of bytes) {
      options.signal?.throwIfAborted();
      yield* recordsOf(parser.push(piece), options);
    }
    yield* recordsOf(parser.finish(), options);
  } catch (error) {
    throw error instanceof LogTrouble ? refusal(error) : error;
  }
}

/** Whether a newer version of us wrote what could not be read. */
export function isOfNewer(error: unknown): boolean {
  return error instanceof AppError && error.cause instanceof LogTrouble && error.cause.code === "newer-version";
}

/** What is wrong with a log, as one sentence. */
export function refusal(trouble: LogTrouble): AppError {
  switch (trouble.code) {
    case "newer-version":
      return new AppError(
        "unavailable",
        "This recording was made by a newer Grindstone. Nothing was changed; start that one to finish it.",
        { cause: trouble, retryable: false },
      );
    case "other-key":
      return new AppError("internal", "This recording was locked with another key. Nothing was changed.", {
        cause: trouble,
      });
    case "not-a-log":
      return new AppError("internal", "This is no recording, or its first bytes were changed.", { cause: trouble });
  }
}

function* recordsOf(found: ReturnType<LogParser["push"]>, { onHead, onDamage }: ReadOptions): Generator<LogRecord> {
  for (const it of found) {
    if (it.is === "head") onHead?.(headOf(it.head));
    else if (it.is === "damage") onDamage?.({ from: it.from, bytes: it.bytes });
    else yield* blockRecords(it);
  }
}

function headOf({ takeId, trackId, kind, openedAtMs }: Omit<LogHead, "version" | "kind"> & { kind: string }): LogHead {
  if (kind !== "sound" && kind !== "picture" && kind !== "notes") throw new LogTrouble("not-a-log");
  return { version: 1, takeId, trackId, kind, openedAtMs };
}

function* blockRecords({ plain, firstUs }: { plain: Buffer; firstUs: number }): Generator<LogRecord> {
  for (const { kind, sinceUs, from, end } of recordsIn(plain)) {
    const record = recordOf(kind, firstUs + sinceUs, plain.subarray(from, end));
    if (record) yield record;
  }
}

function recordOf(kind: number, atUs: number, content: Buffer): LogRecord | undefined {
  if (kind === recordKinds.packet) return { kind: "packet", atUs, rtp: content };
  if (kind === recordKinds.report) {
    return { kind: "report", atUs, ntp: content.readBigUInt64BE(0), rtpTime: content.readUInt32BE(8) };
  }
  const value = parsed(content.toString("utf8"));
  if (kind === recordKinds.note) return value === undefined ? undefined : { kind: "note", atUs, note: value };
  return isMark(value) ? { kind: "mark", atUs, mark: value } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isMark(value: unknown): value is Mark {
  return typeof value === "object" && value !== null && typeof (value as { is?: unknown }).is === "string";
}
