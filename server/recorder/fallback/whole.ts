import { Buffer } from "node:buffer";
import { AppError } from "../../kit/errors.ts";
import { short } from "../../kit/ids.ts";
import type { Log } from "../../kit/log.ts";
import type { FallbackRow } from "../../ports/takes.ts";
import type { FallbackDesk } from "./desk.ts";

type Options = {
  readonly desk: Pick<FallbackDesk, "begin" | "add">;
  /** Nothing of a recording stays. */
  readonly discard: (of: { readonly id: string; readonly interviewId: string }) => Promise<void>;
  readonly log: Log;
};

type Of = Parameters<FallbackDesk["begin"]>[0];
/** A recording as a file, and how long ago it began. */
export type Whole = { readonly sinceMs: number; readonly file: AsyncIterable<Uint8Array> };

/** How much is in memory at a time. Lower makes more objects of a recording, higher lets many senders take more memory. */
const pieceBytes = 1_000_000;

/**
 * Takes in a recording that comes whole, by the way of those that come in pieces: what is wrong with these is wrong with
 * it. All of it is kept or nothing: whoever sends a file at once does not know where to go on.
 */
export async function addWhole(
  { desk, discard, log }: Options,
  of: Of,
  { sinceMs, file }: Whole,
): Promise<FallbackRow> {
  const row = await desk.begin(of, sinceMs);
  try {
    let offset = 0;
    let rest: Uint8Array = new Uint8Array(0);
    for await (const bytes of inPieces(file)) {
      if (rest.length > 0) offset = (await desk.add(row, { offset, bytes: rest, last: false })).received;
      rest = bytes;
    }
    if (rest.length === 0) throw new AppError("bad-request", "This file is empty. Nothing was kept.");
    return await desk.add(row, { offset, bytes: rest, last: true });
  } catch (error) {
    const { trackId: id, interviewId } = row;
    await discard({ id, interviewId }).catch((failure: unknown) =>
      log.warn("a part of a recording that was refused could not be removed", { track: short(id), error: failure })
    );
    throw error;
  }
}

async function* inPieces(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let gathered: Uint8Array[] = [];
  let bytes = 0;
  for await (const it of file) {
    gathered.push(it);
    bytes += it.length;
    if (bytes < pieceBytes) continue;
    yield Buffer.concat(gathered);
    [gathered, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(gathered);
}
