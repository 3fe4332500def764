import { limits } from "../../../proto/limits.ts";
import type { Clock } from "../../kit/clock.ts";
import { AppError, found } from "../../kit/errors.ts";
import type { Ids } from "../../kit/ids.ts";
import { Serial } from "../../kit/serial.ts";
import type { Vault } from "../../ports/blobs.ts";
import type { Keys } from "../../ports/keys.ts";
import type { FallbackRow, Fallbacks } from "../../ports/takes.ts";
import { pieceName, piecesPrefix } from "./pieces.ts";
import { looksLikeSound } from "./probe.ts";

type Options = {
  readonly fallbacks: Fallbacks;
  readonly keys: Keys;
  readonly vault: Vault;
  readonly node: string;
  readonly finish: (interviewId: string) => void;
  /** Throws AppError "unavailable" where another recording had better not begin. */
  readonly mayBegin: () => Promise<void>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Small pieces of one recording, see `usualMostSmall`. */
  readonly mostSmall?: number;
};

type At = { readonly interviewId: string; readonly trackId: string };
/** Those who wait their turn at one recording. */
type Line = { readonly serial: Serial; pieces: number };
export type Piece = { readonly offset: number; readonly bytes: Uint8Array; readonly last: boolean };

/** Pieces of one recording that are here at the same time, in memory. A browser sends one after the other. */
const mostPieces = 3;

/** Each piece is a file of its own: the limit of bytes keeps those few that are at least so large. Higher counts more. */
const smallBytes = 16_384;
/**
 * Files that one recording may leave in pieces smaller than that. A browser sends one each second: lower cuts off who is
 * recorded by their browser for more than five hours, higher lets one person take more of the disk's files.
 */
const usualMostSmall = 20_000;

/** Takes in, piece by piece, what a browser recorded by itself because the room could not. */
export class FallbackDesk {
  readonly #options: Options;
  /** One piece of a recording at a time, so that one that is sent twice is kept once. */
  readonly #lines = new Map<string, Line>();
  /** How many pieces there are of recordings that come in small ones. */
  readonly #pieces = new Map<string, number>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Begins one that the browser has been recording for so long already. */
  async begin(
    { interviewId, personId }: { interviewId: string; personId: string },
    sinceMs: number,
  ): Promise<FallbackRow> {
    const { fallbacks, node, ids, clock, mayBegin } = this.#options;
    await mayBegin();
    const now = new Date(clock.now());
    const startedAt = new Date(clock.now() - sinceMs);
    return await fallbacks.begin({ trackId: ids.next(), interviewId, personId }, { node, startedAt, now });
  }

  /** How far it came. */
  async look({ interviewId, trackId }: At): Promise<FallbackRow> {
    return found(await this.#options.fallbacks.find(interviewId, trackId), "recording");
  }

  /**
   * Keeps a piece; durable when it resolves. Throws AppError "conflict" with the right offset when it does not follow
   * what is there, "bad-request" when it is no sound, "too-large" when it would be too long or in too many pieces, "too-many" for too
   * many at once.
   */
  async add(at: At, piece: Piece): Promise<FallbackRow> {
    const line = this.#lines.get(at.trackId) ?? { serial: new Serial(), pieces: 0 };
    if (line.pieces >= mostPieces) throw new AppError("too-many", "Send one piece after the other.");
    this.#lines.set(at.trackId, line);
    line.pieces++;
    try {
      return await line.serial.run(() => this.#add(at, piece));
    } finally {
      if (--line.pieces === 0) this.#lines.delete(at.trackId);
    }
  }

  async #add(at: At, { offset, bytes, last }: Piece): Promise<FallbackRow> {
    const { fallbacks, clock } = this.#options;
    const row = await this.look(at);
    // The answer to a last piece may have been lost on its way.
    if (row.state === "received" && last && offset + bytes.length === row.received) return row;
    if (row.state !== "receiving") throw new AppError("conflict", "This recording is complete. Nothing was added.");
    if (offset !== row.received) throw elsewhere(row.received);
    await this.#keep(row, bytes);
    const now = new Date(clock.now());
    if (!await fallbacks.grew(row.trackId, { from: offset, bytes: bytes.length }, now)) await this.#notTaken(row);
    if (last) await this.#complete(row, now);
    return { ...row, received: offset + bytes.length, state: last ? "received" : "receiving" };
  }

  /** Somebody else was faster, or it was deleted while its piece came: nothing of that stays. */
  async #notTaken(row: FallbackRow): Promise<never> {
    const { fallbacks, vault } = this.#options;
    const there = await fallbacks.find(row.interviewId, row.trackId);
    if (!there) await vault.delete(pieceName(row, row.received));
    throw elsewhere(found(there, "recording").received);
  }

  async #keep(row: FallbackRow, bytes: Uint8Array): Promise<void> {
    const { vault, keys, mayBegin } = this.#options;
    if (row.received + bytes.length > limits.fallbackBytes) {
      const most = Math.floor(limits.fallbackBytes / 1_000_000);
      throw new AppError("too-large", `A recording from a browser has at most ${most} MB. What came before is kept.`);
    }
    if (bytes.length === 0) return;
    if (row.received === 0 && !looksLikeSound(bytes)) {
      throw new AppError("bad-request", "This is no recording that we know: WebM, Ogg or MP4. Nothing was kept.");
    }
    const pieces = bytes.length < smallBytes ? await this.#countFor(row) : undefined;
    // The browser has it still; what rooms record now has nowhere else to go.
    await mayBegin();
    const dataKey = await keys.open(row.interviewId);
    const key = { interviewId: row.interviewId, dataKey };
    await vault.put(pieceName(row, row.received), once(bytes), { key });
    if (pieces !== undefined) this.#pieces.set(row.trackId, pieces + 1);
  }

  /** How many pieces there are, when another small one may come. */
  async #countFor(row: FallbackRow): Promise<number> {
    const { vault, mostSmall = usualMostSmall } = this.#options;
    let pieces = this.#pieces.get(row.trackId) ?? 0;
    if (!this.#pieces.has(row.trackId)) { for await (const _ of vault.list(piecesPrefix(row))) pieces++; }
    this.#pieces.set(row.trackId, pieces);
    if (pieces < mostSmall) return pieces;
    throw new AppError("too-large", "This recording came in too many small pieces. What came before is kept.");
  }

  async #complete(row: FallbackRow, now: Date): Promise<void> {
    const { fallbacks, finish } = this.#options;
    this.#pieces.delete(row.trackId);
    await fallbacks.complete(row.trackId, now);
    finish(row.interviewId);
  }
}

function elsewhere(offset: number): AppError {
  const sentence = `This piece does not follow what is there. Go on at byte ${offset}.`;
  return new AppError("conflict", sentence, { field: "offset", offset });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
