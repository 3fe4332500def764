import type { Clock } from "../kit/clock.ts";
import { AppError } from "../kit/errors.ts";
import { short } from "../kit/ids.ts";
import type { Log } from "../kit/log.ts";
import { Serial } from "../kit/serial.ts";
import type { Keys } from "../ports/keys.ts";
import type { TakeRow, Takes, TakeState, TrackEnd, TrackRow } from "../ports/takes.ts";
import type { LogFiles } from "./log-files.ts";
import { sealManifest } from "./facts.ts";
import { GivingUp } from "./giving-up.ts";
import { type HeldUp, heldUpBy, keyShut } from "./held-up.ts";
import { isUnread, needsItsNode, nothingLeft } from "./left.ts";
import { Progress } from "./progress.ts";
import type { Removal } from "./removal.ts";
import type { TrackFiles } from "./track-files.ts";

/** How a take stands, for those who wait for it. */
export type TakeNews = { readonly interviewId: string; readonly state: TakeState; readonly progress: number };

export type FinisherOptions = {
  readonly takes: Takes;
  /** This machine. */
  readonly node: string;
  readonly keys: Keys;
  readonly files: TrackFiles;
  readonly logs: LogFiles;
  readonly removal: Removal;
  readonly onNews: (news: TakeNews) => void;
  readonly clock: Clock;
  readonly log: Log;
};

type Finished = { readonly track: TrackRow; readonly end: TrackEnd };
type Job = { readonly done: Promise<void>; readonly abort: AbortController };

/** Makes the files of takes that are over, one take at a time. What breaks off goes on where it was. */
export class Finisher {
  readonly #options: FinisherOptions;
  readonly #serial = new Serial();
  readonly #jobs = new Map<string, Job>();
  readonly #givingUp: GivingUp;
  readonly #closing = new AbortController();

  constructor(options: FinisherOptions) {
    this.#options = options;
    this.#givingUp = new GivingUp(options);
  }

  /** Resolves when the take is stored, or cannot be now: then it is tried again when asked again. Rejects never. */
  finish(interviewId: string): Promise<void> {
    const known = this.#jobs.get(interviewId);
    if (known) return known.done;
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, this.#closing.signal]);
    const done = this.#serial.run(() => this.#try(interviewId, signal))
      .finally(() => void this.#jobs.delete(interviewId));
    this.#jobs.set(interviewId, { done, abort });
    return done;
  }

  /** Resolves when nothing is made of this take any more. */
  async stop(interviewId: string): Promise<void> {
    const job = this.#jobs.get(interviewId);
    job?.abort.abort();
    await job?.done;
  }

  /** What is under way breaks off and goes on at the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#serial.settled();
  }

  async #try(interviewId: string, signal: AbortSignal): Promise<void> {
    const { logs, log } = this.#options;
    const take = short(interviewId);
    try {
      while (!signal.aborted && !await this.#round(interviewId, signal)) log.info("a take is finished anew", { take });
    } catch (error) {
      if (signal.aborted) return; // it is gone, or goes on later
      if (error instanceof AppError && error.code === "closed") return await this.#withoutKey(interviewId);
      const reason = heldUpBy(error, { sent: logs.sent });
      log.error("a take could not be finished and is tried again later", { take, reason, error });
      await this.#waits(interviewId, reason);
    }
  }

  /** Its owner sees why. */
  async #waits(interviewId: string, reason: HeldUp): Promise<void> {
    const { takes, log } = this.#options;
    await takes.waits(interviewId, reason)
      .catch((error: unknown) => log.error("why a take waits could not be noted", { take: short(interviewId), error }));
  }

  /** Of a take that is being erased the key goes first; of any other nobody will ever read what was recorded. */
  async #withoutKey(interviewId: string): Promise<void> {
    const { takes, log } = this.#options;
    try {
      if ((await takes.find(interviewId))?.take.state !== "finishing") return;
      log.error("a take has no key and cannot be finished", { take: short(interviewId) });
      await takes.broken(interviewId, "key-missing");
    } catch (error) {
      log.error("a take could not be noted as broken", { take: short(interviewId), error });
    }
  }

  /** false: somebody's part was taken out or added meanwhile. */
  async #round(interviewId: string, signal: AbortSignal): Promise<boolean> {
    const { takes, node, keys, logs, removal, onNews, clock, log } = this.#options;
    await removal.enforce(interviewId);
    const whole = await takes.find(interviewId);
    if (whole?.take.state !== "finishing") return true;
    if (needsItsNode(whole, node)) {
      await this.#waits(interviewId, "its-node");
      return true;
    }
    const startedMs = clock.now();
    const dataKey = await keys.open(interviewId).catch(keyShut);
    if (logs.sent) await logs.restore(interviewId, signal);
    await removal.sweepTake(interviewId, { drafts: true });
    const empty = await this.#finishTracks(whole, dataKey, signal);
    const tracks = await this.#tracks(interviewId);
    if (nothingLeft(whole.take, tracks)) {
      await takes.broken(interviewId, "logs-missing");
      onNews({ interviewId, state: "broken", progress: 0 });
      return true;
    }
    for (const { track, end } of empty) await this.#keep(track, end);
    const manifestSealed = sealManifest(dataKey, whole.take, tracks);
    if (!await takes.stored(interviewId, { rendering: whole.take.rendering, manifestSealed })) return false;
    await this.#tidy(interviewId);
    log.info("take stored", { take: short(interviewId), tracks: tracks.length, ms: clock.now() - startedMs });
    onNews({ interviewId, state: "stored", progress: 100 });
    return true;
  }

  /** Resolves to what holds nothing; whether that is all there ever was is known when all others are finished. */
  async #finishTracks(
    { take, tracks }: { take: TakeRow; tracks: readonly TrackRow[] },
    dataKey: Uint8Array,
    signal: AbortSignal,
  ): Promise<Finished[]> {
    const { takes, files, logs } = this.#options;
    const { interviewId } = take;
    const agreed = await takes.agreedSince(interviewId);
    const due = tracks.filter((it) => it.deletedAt === null);
    const progress = new Progress({ ...this.#options, interviewId });
    const sizes = await Promise.all(due.map(({ id }) => logs.size({ takeId: interviewId, trackId: id })));
    for (const size of sizes) progress.expect(size ?? 0);
    const [empty, failures]: [Finished[], unknown[]] = [[], []];
    for (const [index, track] of due.entries()) {
      signal.throwIfAborted();
      const onProgress = progress.of(sizes[index] ?? 0);
      try {
        const end = await files.finish(track, { take, dataKey, agreed, signal, onProgress });
        if (end?.object === null) empty.push({ track, end });
        else if (end) await this.#keep(track, end);
        if (end && take.reason !== null) await takes.waits(interviewId, null);
        onProgress(1);
      } catch (error) {
        signal.throwIfAborted();
        // The other tracks are finished all the same.
        if (!await this.#givingUp.leavesOut(track, error, { take, dataKey })) failures.push(error);
      }
    }
    await progress.settled();
    if (failures.length > 0) throw failures[0];
    return empty;
  }

  async #tracks(interviewId: string): Promise<TrackRow[]> {
    return (await this.#options.takes.find(interviewId))?.tracks.filter((it) => it.deletedAt === null) ?? [];
  }

  async #keep(track: TrackRow, end: TrackEnd): Promise<void> {
    const { takes, removal } = this.#options;
    const kept = await takes.trackFinished(end);
    const old = kept ? track.object : end.object;
    if (old !== null && old !== (kept ? end.object : null)) await removal.removeObject(old);
  }

  /** What was recorded is in files now. A log that could not be read is kept: another version may. */
  async #tidy(interviewId: string): Promise<void> {
    const { logs, removal } = this.#options;
    const tracks = await this.#tracks(interviewId);
    const kept = tracks.filter(isUnread);
    if (kept.length === 0) await logs.removeTake(interviewId);
    else {
      for (const { id } of tracks.filter((it) => !kept.includes(it))) {
        await logs.remove({ takeId: interviewId, trackId: id });
      }
    }
    for (const it of tracks) if (it.kind === "fallback" && !kept.includes(it)) await removal.removePieces(it);
  }
}
