import { AppError } from "../kit/errors.ts";
import { short } from "../kit/ids.ts";
import type { Log } from "../kit/log.ts";
import type { Takes, TrackRow } from "../ports/takes.ts";
import { newerVersion, unreadable } from "./left.ts";
import { isOfNewer } from "./log/read.ts";
import type { Removal } from "./removal.ts";
import { type Sealing, unreadOf } from "./track-end.ts";

type Options = {
  readonly takes: Pick<Takes, "trackFinished">;
  readonly removal: Pick<Removal, "refuseFallback">;
  readonly log: Log;
};

/** How often what a browser recorded is tried. Lower gives it up on a busy machine, higher holds its take up for longer. */
const mostTries = 3;

/** Leaves out what will not open however often it is tried, so that all else is finished. What is kept of it stays. */
export class GivingUp {
  readonly #options: Options;
  /** How often a track could not be made by what may have been a busy machine. */
  readonly #tries = new Map<string, number>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Resolves to whether the take can do without it; false: it may open later. */
  async leavesOut(track: TrackRow, error: unknown, sealing: Sealing): Promise<boolean> {
    const reason = isOfNewer(error) ? newerVersion : this.#isForGood(track, error) ? unreadable : null;
    if (reason === null) return false;
    const { takes, removal, log } = this.#options;
    const fields = { take: short(track.interviewId), kind: track.kind, reason, error };
    log.warn("a track cannot be read and is left out", fields);
    if (track.kind === "fallback" && (error as AppError).code === "bad-request") await removal.refuseFallback(track);
    else await takes.trackFinished(unreadOf(track, sealing, reason));
    return true;
  }

  #isForGood(track: TrackRow, error: unknown): boolean {
    if (!(error instanceof AppError) || (error.code !== "internal" && error.code !== "bad-request")) return false;
    return track.kind !== "fallback" || error.code !== "internal" || !this.#mayOpenLater(track);
  }

  #mayOpenLater({ id }: TrackRow): boolean {
    const tries = (this.#tries.get(id) ?? 0) + 1;
    this.#tries.set(id, tries);
    if (tries < mostTries) return true;
    this.#tries.delete(id);
    return false;
  }
}
