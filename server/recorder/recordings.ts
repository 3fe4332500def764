import type { Clock } from "../kit/clock.ts";
import type { Ids } from "../kit/ids.ts";
import type { Log } from "../kit/log.ts";
import type { Audit } from "../ports/audit.ts";
import type { Vault } from "../ports/blobs.ts";
import type { Keys } from "../ports/keys.ts";
import type { MasterKey } from "../ports/master-key.ts";
import type { Segments } from "../ports/segments.ts";
import type { FallbackRow, Fallbacks, KeptUntil, Takes } from "../ports/takes.ts";
import { type Erasing, makeErasing } from "./erasing.ts";
import { FallbackDesk } from "./fallback/desk.ts";
import { addWhole, type Whole } from "./fallback/whole.ts";
import { Finisher, type TakeNews } from "./finisher.ts";
import { LogFiles } from "./log-files.ts";
import type { RenderTrack } from "./mux/rendered.ts";
import { makePlayback, type Playback } from "./playback.ts";
import { Recovery } from "./recovery.ts";
import { Removal } from "./removal.ts";
import { type Remux, TrackFiles } from "./track-files.ts";
import type { LogName } from "./tap-line/words.ts";

export type RecordingsOptions = {
  readonly takes: Takes;
  readonly fallbacks: Fallbacks;
  readonly keys: Keys;
  readonly audit: Audit;
  readonly vault: Vault;
  readonly segments: Segments | null;
  readonly seal: Pick<MasterKey, "seal" | "unseal">;
  /** Where the tap writes logs on this machine. */
  readonly logsFolder: string;
  /** This machine, by the same name after each start. */
  readonly node: string;
  readonly render: RenderTrack;
  readonly remux: Remux;
  /** Throws AppError "unavailable" where another recording had better not begin. */
  readonly mayBegin: () => Promise<void>;
  /** What writes just now. */
  readonly live: Live;
  /** The interview broke off at that time, if it was still under way. */
  readonly endInterview: (interviewId: string, at: Date) => Promise<void>;
  readonly onNews: (news: TakeNews) => void;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};

/** The part of the recorder that writes, as seen by the part that finishes and deletes. */
export type Live = {
  /** Whether this process records the take just now. */
  records(interviewId: string): boolean;
  /** Nothing is written to the log any more when it resolves. */
  closeLog(log: LogName): Promise<void>;
  /** The take is not recorded any more, here and until its next beginning. */
  closeTake(interviewId: string): Promise<void>;
};

/** What becomes of takes once they are recorded: files, what plays them, and their end. */
export type Recordings = {
  /** Files are made of a take that is over, of one take at a time. Resolves when it is stored or cannot be now. */
  finish(interviewId: string): Promise<void>;
  readonly erasing: Erasing;
  readonly playback: Playback;
  readonly fallback: FallbackDesk;
  /** What a browser recorded, all at once: kept whole or not at all. Throws as `fallback` does. */
  addWhole(of: { readonly interviewId: string; readonly personId: string }, whole: Whole): Promise<FallbackRow>;
  /** What a crash left behind is under way when it resolves. */
  start(): Promise<void>;
  /** Sweeps, each for one node at a time. */
  readonly sweeps: {
    /** What broke off meanwhile. */
    recover(now: Date): Promise<number>;
    /** Originals whose time is over. */
    expire(until: KeptUntil): Promise<number>;
    /** Files that are left of what was erased. */
    leftovers(): Promise<number>;
  };
  close(): Promise<void>;
};

export function openRecordings(options: RecordingsOptions): Recordings {
  const { live, logsFolder, segments } = options;
  const logs = new LogFiles(logsFolder, segments);
  const removal = new Removal({ ...options, logs, closeLog: (it) => live.closeLog(it) });
  const finisher = new Finisher({ ...options, logs, removal, files: new TrackFiles({ ...options, logs }) });
  const erasing = makeErasing({ ...options, removal, finisher, closeTake: (id) => live.closeTake(id) });
  const recovery = new Recovery({
    ...options,
    ...{ logs, finisher, erasing, removal },
    records: (id) => live.records(id),
  });
  const fallback = new FallbackDesk({ ...options, finish: (id) => void finisher.finish(id) });
  const discard = (of: { id: string; interviewId: string }) => removal.refuseFallback(of);
  return {
    finish: (interviewId) => finisher.finish(interviewId),
    erasing,
    playback: makePlayback(options),
    fallback,
    addWhole: (of, whole) => addWhole({ desk: fallback, discard, log: options.log }, of, whole),
    async start() {
      await recovery.start();
    },
    sweeps: {
      recover: (now) => recovery.sweep(now),
      expire: (until) => erasing.expire(until),
      leftovers: () => removal.leftovers(),
    },
    close: () => finisher.close(),
  };
}
