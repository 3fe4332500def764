import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { DiskSpace } from "../ports/disk-space.ts";
import { NoSpace } from "./live/troubles.ts";

/** How long one look at the disk is believed. Lower asks it more often, higher begins more recordings below the floor. */
const believedMs = 2_000;
const lookEveryMs = 30_000;
/** Below so many times the floor an operator is warned. */
const lowAt = 2;

type Options = {
  readonly space: DiskSpace;
  /** With less free space no recording is begun; those that run go on. */
  readonly floorBytes: number;
  readonly clock: Clock;
  readonly log: Log;
};

/** `low`: recordings begin, and an operator should make room. `full`: none begins. `unknown`: the disk does not say. */
export type Room = "enough" | "low" | "full" | "unknown";

/** Stops new recordings before the disk is full, so that those that run come to their end. */
export class Floor {
  readonly #options: Options;
  readonly #timer: ReturnType<typeof setInterval>;
  #room: Room = "unknown";
  #freeBytes: number | null = null;
  #lookedMs = -Infinity;
  #looking: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#timer = setInterval(() => void this.look(), lookEveryMs);
  }

  get room(): Room {
    return this.#room;
  }

  /** null: the disk does not say. */
  get freeBytes(): number | null {
    return this.#freeBytes;
  }

  /** Throws NoSpace where another recording had better not begin. A disk that does not say how it is is tried. */
  async mayBegin(): Promise<void> {
    if (this.#options.clock.now() - this.#lookedMs >= believedMs) await this.look();
    if (this.#room === "full") throw new NoSpace();
  }

  /** Looks at the disk, and warns when it has become worse. */
  look(): Promise<void> {
    return this.#looking ??= this.#look().finally(() => this.#looking = undefined);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const { space, floorBytes, clock, log } = this.#options;
    const before = this.#room;
    try {
      this.#freeBytes = await space.freeBytes();
      this.#room = this.#freeBytes < floorBytes ? "full" : this.#freeBytes < lowAt * floorBytes ? "low" : "enough";
    } catch (error) {
      [this.#freeBytes, this.#room] = [null, "unknown"];
      if (before !== "unknown") log.warn("how much room the disk has left is not known", { error });
    }
    this.#lookedMs = clock.now();
    if (this.#room !== before) this.#tell(before);
  }

  #tell(before: Room): void {
    const { log, floorBytes } = this.#options;
    const fields = { freeMb: megabytes(this.#freeBytes ?? 0), floorMb: megabytes(floorBytes) };
    if (this.#room === "full") log.error("the disk is too full: no recording is begun until there is room", fields);
    if (this.#room === "low") log.warn("the disk is getting full: below the floor no recording is begun", fields);
    if (this.#room === "enough" && before !== "unknown") log.info("the disk has room again", fields);
  }
}

const megabytes = (bytes: number): number => Math.floor(bytes / 1_000_000);
