import type { Clock } from "../kit/clock.ts";
import { isId } from "../kit/ids.ts";
import type { Purpose } from "../../proto/live/words.ts";
import type { Vault } from "../ports/blobs.ts";
import type { Fallbacks, Takes, TrackKind, TrackRow } from "../ports/takes.ts";
import { piecesPrefix } from "./fallback/pieces.ts";
import type { LogFiles } from "./log-files.ts";

type Options = {
  readonly takes: Takes;
  readonly fallbacks: Fallbacks;
  readonly vault: Vault;
  readonly logs: LogFiles;
  /** Nothing is written to the log any more when it resolves. */
  readonly closeLog: (log: { readonly takeId: string; readonly trackId: string }) => Promise<void>;
  readonly clock: Clock;
};

/** What was removed, as counts. */
export type Removed = { readonly objects: number; readonly logs: number };

/** What somebody has to agree to for a track to be kept: all of it. */
const needs: Readonly<Record<TrackKind, readonly Purpose[]>> = {
  voice: ["record"],
  fallback: ["record"],
  camera: ["record", "record_camera"],
  screen: ["record"],
  "screen-sound": ["record"],
  interviewer: [],
  notes: [],
};

/** Takes away what is no longer to be there. All of it may be done twice. */
export class Removal {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Deletes the tracks of who does not agree to them any more; resolves to those. */
  async enforce(interviewId: string): Promise<readonly TrackRow[]> {
    const { takes, clock } = this.#options;
    const [agreed, whole] = await Promise.all([takes.agreed(interviewId), takes.find(interviewId)]);
    if (agreed === null || !whole) return [];
    const gone: TrackRow[] = [];
    for (const personId of new Set(whole.tracks.flatMap((it) => it.personId ?? []))) {
      const trackIds = whole.tracks.filter((it) => it.personId === personId && it.deletedAt === null)
        .filter((it) => !needs[it.kind].every((purpose) => agreed.get(personId)?.includes(purpose))).map((it) => it.id);
      if (trackIds.length === 0) continue;
      gone.push(...await takes.deleteTracks(interviewId, { personId, trackIds }, new Date(clock.now())));
    }
    return gone;
  }

  /**
   * Removes what is left of a take's deleted tracks; with `drafts` also files that a broken rendering left behind, which
   * only who renders can tell from those of a rendering that is under way.
   */
  async sweepTake(interviewId: string, { drafts = false } = {}): Promise<Removed> {
    const { takes, vault, logs, closeLog } = this.#options;
    const tracks = (await takes.find(interviewId))?.tracks ?? [];
    const removed = { objects: 0, logs: 0 };
    for (const track of tracks.filter((it) => it.deletedAt !== null)) {
      const log = { takeId: interviewId, trackId: track.id };
      await closeLog(log);
      removed.logs += await logs.remove(log);
    }
    for (const name of await this.#needless(interviewId, drafts)) {
      await vault.delete(name);
      removed.objects++;
    }
    // Last, so that their names are known until they are gone.
    for (const { id } of tracks.filter((it) => it.deletedAt !== null)) await takes.forgotten(id);
    return removed;
  }

  async #needless(interviewId: string, drafts: boolean): Promise<string[]> {
    const { takes, vault } = this.#options;
    const names: string[] = [];
    for await (const { name } of vault.list(`${interviewId}/`)) names.push(name);
    // Asked for after the names: what was begun meanwhile is a track by now.
    const tracks = (await takes.find(interviewId))?.tracks ?? [];
    return names.filter((name) => {
      const track = tracks.find(({ id }) => name.startsWith(`${interviewId}/${id}`));
      if (track && track.deletedAt !== null) return true;
      const kept = track?.object === name ||
        track && name.startsWith(piecesPrefix({ interviewId, trackId: track.id }));
      return drafts && !kept;
    });
  }

  /** Removes all files of a take, on this machine and where they were sent to. */
  async clearTake(interviewId: string): Promise<Removed> {
    const { vault, logs } = this.#options;
    let objects = 0;
    for await (const { name } of vault.list(`${interviewId}/`)) {
      await vault.delete(name);
      objects++;
    }
    return { objects, logs: await logs.removeTake(interviewId) };
  }

  removeObject(name: string): Promise<void> {
    return this.#options.vault.delete(name);
  }

  async removePieces(track: Pick<TrackRow, "id" | "interviewId">): Promise<void> {
    const { vault } = this.#options;
    for await (const { name } of vault.list(piecesPrefix({ interviewId: track.interviewId, trackId: track.id }))) {
      await vault.delete(name);
    }
  }

  /** What a browser sent is of no use; nothing of it stays. */
  async refuseFallback({ id, interviewId }: Pick<TrackRow, "id" | "interviewId">): Promise<void> {
    const { fallbacks, vault } = this.#options;
    await fallbacks.refuse(id);
    for await (const { name } of vault.list(`${interviewId}/${id}`)) await vault.delete(name);
  }

  /**
   * Removes what a machine that was away, or came too late, still holds of what is deleted; resolves to how many files went.
   * What this database never heard of is left alone: it may be another one's, or this one an old copy of it.
   */
  async leftovers(): Promise<number> {
    const { takes, vault, logs } = this.#options;
    const here = await logs.takes();
    const found = new Set(here);
    for await (const { name } of vault.list("")) found.add(name.split("/", 1)[0] ?? name);
    let count = 0;
    for (const id of await takes.erasedAmong([...found].filter(isId))) {
      const removed = await this.clearTake(id);
      count += removed.objects + removed.logs;
    }
    for (const id of here) count += await this.#needlessLogs(id);
    return count;
  }

  /** Another machine may have finished, and then deleted, what this one holds logs of. */
  async #needlessLogs(interviewId: string): Promise<number> {
    const { takes, logs } = this.#options;
    const whole = await takes.find(interviewId);
    if (whole?.take.state === "expired") return await logs.removeTake(interviewId);
    return whole?.tracks.some((it) => it.deletedAt !== null) ? (await this.sweepTake(interviewId)).logs : 0;
  }
}
