import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Segments } from "../ports/segments.ts";
import type { ReadPart } from "./log-parts.ts";
import type { LogName } from "./tap-line/words.ts";

/** Lower loses less with a machine and asks the store more often: each track costs one request in that time. */
const usualEveryMs = 3_000;
/** The largest piece. Higher asks less when catching up; as many of them are in memory as are sent at once. */
const usualPieceBytes = 1024 * 1024;
/** Pieces on their way at the same time. Higher catches up sooner, lower leaves more of the line to calls. */
const usualAtOnce = 4;
/** Rounds left out after failures, at most. Lower notices sooner that the store is back. */
const mostLeftOut = 9;
/** What is here alone for longer is said. Lower says it of a store that is busy for a moment, higher later of one that hangs. */
const lateAfterMs = 10_000;

type Options = {
  readonly segments: Segments;
  readonly read: ReadPart;
  readonly clock: Clock;
  readonly log: Log;
  readonly everyMs?: number;
  readonly pieceBytes?: number;
  readonly atOnce?: number;
};
type Track = {
  readonly log: LogName;
  durable: number;
  sent: number | null;
  /** Since when something of it has been here alone. */
  aloneSinceMs: number | null;
  /** The store did not take it when it was last tried. */
  refused: boolean;
  forgotten: boolean;
  /** The piece that is on its way; never rejects. */
  sending: Promise<unknown>;
};

const idle = Promise.resolve();
const nameOf = ({ takeId, trackId }: LogName): string => `${takeId}/${trackId}`;

/** Sends logs away while they grow, in order and only what is durable here, so that a lost machine costs seconds. */
export class Shipper {
  /** The same store, which forgets nothing that is still on its way. */
  readonly segments: Segments;
  readonly #options: Required<Options>;
  readonly #tracks = new Map<string, Track>();
  readonly #stop = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  #round: Promise<void> | undefined;
  #failures = 0;
  #waits = false;
  #leftOut = 0;

  constructor(options: Options) {
    this.#options = { everyMs: usualEveryMs, pieceBytes: usualPieceBytes, atOnce: usualAtOnce, ...options };
    const { segments, everyMs } = this.#options;
    this.segments = {
      send: (segment, body, signal) => segments.send(segment, body, signal),
      list: (takeId) => segments.list(takeId),
      takes: () => segments.takes(),
      read: (segment, signal) => segments.read(segment, signal),
      delete: (takeId, trackId) => this.#forget(takeId, trackId),
    };
    this.#timer = setInterval(() => this.#tick(), everyMs);
  }

  /** A log is whole and durable on this machine up to there. */
  grew(log: LogName, bytes: number): void {
    const fresh = { log, durable: 0, sent: null, aloneSinceMs: null, refused: false, forgotten: false, sending: idle };
    const track: Track = this.#tracks.get(nameOf(log)) ?? fresh;
    this.#tracks.set(nameOf(log), track);
    if (bytes <= track.durable) return;
    track.durable = bytes;
    track.aloneSinceMs ??= this.#options.clock.now();
  }

  /** Whether all of a take that is durable here is away too, but for the last seconds of it. */
  keepsUp(takeId: string): boolean {
    return !this.#late.some((it) => it.log.takeId === takeId);
  }

  /** Bytes that are durable on this machine alone. */
  get behindBytes(): number {
    return [...this.#tracks.values()].reduce((sum, it) => sum + it.durable - (it.sent ?? 0), 0);
  }

  /** The store took nothing when it was last tried. */
  get failing(): boolean {
    return this.#failures > 0;
  }

  /** Sends what there is to send; resolves when it is away or could not be sent now. */
  ship(): Promise<void> {
    return this.#round ??= this.#ship().finally(() => this.#round = undefined);
  }

  /** Sends nothing more. What has not left is still on this machine's disk. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort(new Error("closing"));
    await this.#round;
  }

  get #late(): Track[] {
    const lateMs = this.#options.clock.now() - lateAfterMs;
    return [...this.#tracks.values()].filter((it) => it.refused || (it.aloneSinceMs ?? Infinity) <= lateMs);
  }

  #tick(): void {
    if (this.#round) this.#tellOfWaiting();
    if (this.#leftOut-- > 0) return;
    this.#leftOut = 0;
    void this.ship();
  }

  async #ship(): Promise<void> {
    const waiting = [...this.#tracks.values()].filter((it) => it.durable > (it.sent ?? 0));
    const failed: unknown[] = [];
    const work = async (): Promise<void> => {
      for (let track = waiting.shift(); track && !this.#stop.signal.aborted; track = waiting.shift()) {
        try {
          const piece = this.#piece(track);
          track.sending = piece.catch(() => undefined); // told below
          // To the end of the line, so that a long log keeps none of the others waiting.
          if (await piece) waiting.push(track);
        } catch (error) {
          track.refused = !this.#stop.signal.aborted;
          failed.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: this.#options.atOnce }, work));
    if (!this.#stop.signal.aborted) this.#tell(failed);
  }

  /** Sends one piece of a track; answers whether there is more. */
  async #piece(track: Track): Promise<boolean> {
    const { durable } = track;
    const begunMs = this.#options.clock.now();
    const sent = await this.#send(track);
    if (sent === null || track.forgotten) return false;
    track.refused = false;
    // What came meanwhile has not waited for longer than this took.
    if (sent >= durable) track.aloneSinceMs = sent < track.durable ? begunMs : null;
    return sent < track.durable;
  }

  /** Answers how far it is away now; null when its file is gone, or shorter than was said. */
  async #send(track: Track): Promise<number | null> {
    const { segments, read, pieceBytes } = this.#options;
    const from = track.sent ??= await this.#sentBefore(track.log);
    const to = Math.min(track.durable, from + pieceBytes);
    if (to <= from) return from;
    const body = await read(track.log, from, to);
    if (!body) this.#tracks.delete(nameOf(track.log));
    if (!body?.length || track.forgotten) return null;
    await segments.send({ ...track.log, from, bytes: body.length }, body, this.#stop.signal);
    track.sent = from + body.length;
    return body.length === to - from ? track.sent : null;
  }

  /** How far an earlier process of this or another machine came with it. */
  async #sentBefore(log: LogName): Promise<number> {
    let end = 0;
    for await (const it of this.#options.segments.list(log.takeId)) {
      if (it.trackId === log.trackId && it.from <= end) end = Math.max(end, it.from + it.bytes);
    }
    return end;
  }

  async #forget(takeId: string, trackId?: string): Promise<void> {
    const meant = [...this.#tracks.values()].filter(({ log }) =>
      log.takeId === takeId && (trackId === undefined || log.trackId === trackId)
    );
    for (const track of meant) {
      track.forgotten = true;
      this.#tracks.delete(nameOf(track.log));
    }
    await Promise.all(meant.map((it) => it.sending));
    await this.#options.segments.delete(takeId, trackId);
  }

  #tell(failed: readonly unknown[]): void {
    const { log } = this.#options;
    if (failed.length === 0) {
      if (this.#failures > 0 || this.#waits) log.info("recordings leave for the object store again");
      [this.#failures, this.#waits] = [0, false];
      return;
    }
    const fields = { error: failed[0], tracks: failed.length };
    const first = this.#failures === 0;
    if (first) log.warn("recordings are on this machine alone until the object store takes them", fields);
    this.#leftOut = Math.min(mostLeftOut, 2 ** this.#failures++ - 1);
  }

  /** Of a store that hangs minutes go by until that is a failure. */
  #tellOfWaiting(): void {
    const tracks = this.#late.length;
    if (tracks > 0 && !this.#waits) this.#options.log.warn("recordings wait for the object store", { tracks });
    this.#waits ||= tracks > 0;
  }
}
