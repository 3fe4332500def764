import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Segment, Segments } from "../ports/segments.ts";
import { isId } from "../kit/ids.ts";
import { AppError } from "../kit/errors.ts";
import { readLog, type ReadOptions } from "./log/read.ts";
import type { LogRecord } from "./log/records.ts";
import { type Whole, wholeOf } from "./log/whole.ts";
import type { LogName } from "./tap-line/words.ts";

/** Lower asks the disk more often, higher takes more memory. */
const readBytes = 256 * 1024;

/** The logs that this machine holds, one file for each track in a folder for each take. */
export class LogFiles {
  readonly #folder: string;
  readonly #segments: Segments | null;

  /** `segments`: where logs were sent to while they grew, if anywhere. */
  constructor(folder: string, segments: Segments | null) {
    this.#folder = folder;
    this.#segments = segments;
  }

  /** Its size; null when it is not here. */
  async size(log: LogName): Promise<number | null> {
    return await stat(this.#path(log)).then((it) => it.size, orNull);
  }

  /** What is whole of it; throws as `wholeOf` does. Nothing is changed, so that each look sees the same. */
  whole(log: LogName, dataKey: Uint8Array): Promise<Whole> {
    return wholeOf(this.#path(log), dataKey);
  }

  /** Whether it is here and anything of it can be read. */
  async opens(log: LogName, dataKey: Uint8Array): Promise<boolean> {
    if (await this.size(log) === null) return false;
    try {
      for await (const _ of this.read(log, dataKey, {})) return true;
      return false;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  }

  /** Its records, with a mark where some could not be read. */
  async *read(
    log: LogName,
    dataKey: Uint8Array,
    options: Pick<ReadOptions, "signal">,
  ): AsyncGenerator<LogRecord> {
    const stream = createReadStream(this.#path(log), { highWaterMark: readBytes });
    let damaged = false;
    for await (const it of readLog(stream, dataKey, { ...options, onDamage: () => damaged = true })) {
      if (damaged) yield { kind: "mark", atUs: it.atUs, mark: { is: "unread" } };
      damaged = false;
      yield it;
    }
  }

  /** Removes a track's log, here and where it was sent to; resolves to how many files went. */
  async remove(log: LogName): Promise<number> {
    const there = await this.size(log);
    for (const end of ["", ".lock", ".part"]) await rm(`${this.#path(log)}${end}`, { force: true });
    await this.#segments?.delete(log.takeId, log.trackId);
    return there === null ? 0 : 1;
  }

  /** Removes all logs of a take, here and where they were sent to. */
  async removeTake(takeId: string): Promise<number> {
    const folder = path.join(this.#folder, checked(takeId));
    const files = (await readdir(folder).catch(orNull) ?? []).filter((it) => it.endsWith(".log"));
    await rm(folder, { recursive: true, force: true });
    await this.#segments?.delete(takeId);
    return files.length;
  }

  /** The takes of which there are logs on this machine, or pieces where logs are sent to. */
  async takes(): Promise<string[]> {
    const found = new Set(await readdir(this.#folder).catch(orNull) ?? []);
    if (this.#segments) { for await (const it of this.#segments.takes()) found.add(it); }
    return [...found].filter(isId);
  }

  /** Whether logs of a machine that is lost can be had at all. */
  get sent(): boolean {
    return this.#segments !== null;
  }

  /** Brings the logs of a take here that were sent away, where this machine has none or less of them. */
  async restore(takeId: string, signal?: AbortSignal): Promise<void> {
    const segments = this.#segments;
    if (!segments) return;
    const pieces = new Map<string, Segment[]>();
    for await (const it of segments.list(takeId)) {
      pieces.set(it.trackId, [...pieces.get(it.trackId) ?? [], it]);
    }
    for (const [trackId, all] of pieces) {
      const whole = withoutHoles(all);
      const log = { takeId, trackId };
      if (whole.bytes > (await this.size(log) ?? 0)) await this.#fetch(log, whole.pieces, segments, signal);
    }
  }

  async #fetch(
    log: LogName,
    pieces: readonly Segment[],
    segments: Segments,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const target = this.#path(log);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const draft = `${target}.part`;
    const file = await open(draft, "w", 0o600);
    try {
      for (const piece of pieces) {
        const bytes = await segments.read(piece, signal);
        await file.write(bytes, 0, bytes.length, piece.from);
      }
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  }

  #path({ takeId, trackId }: LogName): string {
    return path.join(this.#folder, checked(takeId), `${checked(trackId)}.log`);
  }
}

/** What follows from the beginning without a hole; pieces that were sent twice overlap. */
function withoutHoles(pieces: readonly Segment[]): { pieces: Segment[]; bytes: number } {
  let bytes = 0;
  const whole: Segment[] = [];
  for (const it of [...pieces].sort((a, b) => a.from - b.from)) {
    if (it.from > bytes) break;
    whole.push(it);
    bytes = Math.max(bytes, it.from + it.bytes);
  }
  return { pieces: whole, bytes };
}

/** Ids become names of files, so nothing else may. */
function checked(id: string): string {
  if (!isId(id)) throw new Error("this is no id");
  return id;
}

function orNull(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
