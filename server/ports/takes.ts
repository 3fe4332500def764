import type { Purpose } from "../../proto/live/words.ts";

/**
 * What of somebody is recorded. `voice` is a microphone, `interviewer` the AI's voice, `notes` what happened and was
 * written, `fallback` a voice that a browser recorded by itself because the room could not.
 */
export type TrackKind = "voice" | "interviewer" | "camera" | "screen" | "screen-sound" | "notes" | "fallback";

/**
 * A take is recorded, finished and then stored, or broken if that cannot be done. Later it expires, or is erased: from
 * `erasing` on nothing of it can be read.
 */
export type TakeState = "recording" | "finishing" | "stored" | "broken" | "expired" | "erasing" | "erased";

/** The recording of one interview; it has the interview's id. */
export type TakeRow = {
  readonly interviewId: string;
  readonly state: TakeState;
  /** Which machine holds its logs. */
  readonly node: string;
  readonly openedAt: Date;
  readonly endedAt: Date | null;
  /** How far all of it is on disk. */
  readonly durableMs: number;
  /** When its node last told of it. */
  readonly heardAt: Date;
  /** Grows each time it is rendered again, as after somebody's withdrawal. */
  readonly rendering: number;
  /** Finished part in percent, while finishing. */
  readonly progress: number;
  /** Why it is broken, or what finishing it waits for: a constant. */
  readonly reason: string | null;
  readonly manifestSealed: Uint8Array | null;
  readonly version: number;
};

export type TrackRow = {
  readonly id: string;
  readonly interviewId: string;
  /** null: the interviewer that is no person, or notes. */
  readonly personId: string | null;
  readonly kind: TrackKind;
  /** Its object in the vault once it is finished. */
  readonly object: string | null;
  readonly mediaType: string | null;
  readonly bytes: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  readonly gapsMs: number;
  /** What is known of it beside these. */
  readonly factsSealed: Uint8Array | null;
  /** Why its recording ended before the person did, or why what was recorded of it could not be read: a constant. */
  readonly endedEarly: string | null;
  /** Nothing of it is read any more; it still has an object until that is deleted too. */
  readonly deletedAt: Date | null;
};

/** What finishing a track gives; one that holds nothing has no object. Without `endedEarly` that stays as it is. */
export type TrackEnd =
  & Pick<TrackRow, "id" | "object" | "mediaType" | "bytes" | "firstMs" | "lastMs" | "gapsMs">
  & { readonly factsSealed: Uint8Array; readonly endedEarly?: string | null };
export type WholeTake = { readonly take: TakeRow; readonly tracks: readonly TrackRow[] };
/** An unfinished take, and whether its interview goes on in a room that is there or comes back. */
export type Unfinished = TakeRow & { readonly live: boolean };

/** What a browser recorded by itself, coming in piece by piece. It has the id of its track. */
export type FallbackRow = {
  readonly trackId: string;
  readonly interviewId: string;
  readonly personId: string;
  readonly state: "receiving" | "received" | "refused";
  /** Where it begins on the take's time line. */
  readonly startedMs: number;
  /** Bytes; each piece is an object of its own. */
  readonly received: number;
};

/** When originals go: days after the end of an interview, or fewer where its owner or its grind says so. */
export type KeptUntil = { readonly now: Date; readonly mostDays: number };

/** Takes and their tracks. */
export interface Takes {
  /**
   * Begins a take, or gives back the one that is there: a room that moved goes on with it, and its node is the new one.
   * Throws AppError "closed" when it is no longer recorded, "not-found" when its interview is gone.
   */
  open(take: Pick<TakeRow, "interviewId" | "node" | "openedAt">): Promise<TakeRow>;
  /**
   * The track of that person and kind in the take: made, or the one that is there and was not deleted. Throws AppError
   * "closed" when the take is no longer recorded.
   */
  track(track: Pick<TrackRow, "id" | "interviewId" | "personId" | "kind">): Promise<TrackRow>;
  find(interviewId: string): Promise<WholeTake | null>;
  /**
   * Notes how far a take is on disk; older news than what is known is dropped. Resolves to those of its tracks that are
   * deleted; null: the take is gone, or not recorded any more.
   */
  durable(interviewId: string, durableMs: number, at: Date): Promise<readonly string[] | null>;
  /** A track was ended while its person went on. */
  endEarly(trackId: string, reason: string): Promise<void>;
  /** From `recording` to `finishing`; false when it was not recording. */
  end(interviewId: string, at: Date): Promise<boolean>;
  /** Also says that somebody still works at it. */
  progress(interviewId: string, percent: number, at: Date): Promise<void>;
  /** What finishing the take waits for: a constant; null: it goes on. Nothing for one that is not being finished. */
  waits(interviewId: string, reason: string | null): Promise<void>;
  /** A track's file is there, so that finishing that breaks off goes on behind it; false when the track was deleted. */
  trackFinished(track: TrackEnd): Promise<boolean>;
  /** From `finishing` to `stored`, if nobody's part was taken out or added meanwhile; false otherwise. */
  stored(
    interviewId: string,
    finished: { readonly rendering: number; readonly manifestSealed: Uint8Array },
  ): Promise<boolean>;
  /** It cannot be finished; what there is of it stays. */
  broken(interviewId: string, reason: string): Promise<void>;
  /** A broken take is tried again; false when it is not broken. */
  retry(interviewId: string): Promise<boolean>;
  /** This node's takes that are broken because none of their logs was there. */
  missing(node: string): Promise<readonly string[]>;
  /** This node's stored takes with a track whose log is kept because it could not be read, for one of these reasons. */
  unread(node: string, reasons: readonly string[]): Promise<readonly string[]>;

  /** Takes that are being recorded or finished and whose logs this node holds: what a start recovers. */
  unfinished(node: string): Promise<readonly Unfinished[]>;
  /** Such takes of other nodes that nobody told of since then. */
  silent(node: string, since: Date): Promise<readonly Unfinished[]>;
  /**
   * Interviews of no session that are under way, which no room ends, and of which nothing came since then; each with when
   * something last did.
   */
  abandoned(since: Date): Promise<readonly { readonly interviewId: string; readonly heardAt: Date }[]>;
  /** The take is this node's from now on, if it still is that one's. */
  adopt(interviewId: string, nodes: { readonly from: string; readonly to: string }, at: Date): Promise<boolean>;

  /** Who agrees to what in an interview, as it stands now; null: it was in no session, so nobody was asked. */
  agreed(interviewId: string): Promise<ReadonlyMap<string, readonly Purpose[]> | null>;
  /** Who agrees to being recorded in an interview, and since when they did not take it back; null: nobody was asked. */
  agreedSince(interviewId: string): Promise<ReadonlyMap<string, Date> | null>;
  /** Somebody takes back what they agreed to in an interview; false when they agreed to nothing of it. */
  withdraw(
    interviewId: string,
    by: { readonly personId: string; readonly purpose: Purpose },
    at: Date,
  ): Promise<boolean>;
  /**
   * Those of one person's tracks are deleted: their objects are named until `forgotten`. A take that was stored or broken
   * becomes `finishing` with a new rendering. Resolves to the tracks that were not deleted before.
   */
  deleteTracks(
    interviewId: string,
    which: { readonly personId: string; readonly trackIds: readonly string[] },
    at: Date,
  ): Promise<readonly TrackRow[]>;
  /** What is written in a take changed, so it is finished again if it was stored. */
  renew(interviewId: string): Promise<void>;
  /** The takes, of interviews not their own, in which a person has tracks; of one session or all. */
  heardIn(personId: string): Promise<readonly string[]>;
  /** The takes of a session that are not erased. */
  inSession(sessionId: string): Promise<readonly string[]>;
  /** The track's object is gone. */
  forgotten(trackId: string): Promise<void>;
  /** Takes that hold deleted tracks whose objects may still be there. */
  leaving(): Promise<readonly string[]>;

  /**
   * Destroys the key of the interview and turns its take to `erasing`, both or neither. false when there is nothing
   * to erase any more. The erasure is noted in a list that outlives it.
   */
  erase(interviewId: string, at: Date): Promise<boolean>;
  /** Nothing of the take is left: its tracks are forgotten and what was removed is noted with the erasure. */
  erased(interviewId: string, proof: Readonly<Record<string, number>>): Promise<void>;
  /** Takes whose erasing was not finished. */
  erasing(): Promise<readonly string[]>;
  /** The takes of interviews that somebody owns. */
  ownedBy(personId: string): Promise<readonly string[]>;
  /** Which of these had a take that was erased, whether its interview is still there or not. */
  erasedAmong(interviewIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Stored and broken takes whose time is over, oldest first. Of several times that hold for one the shortest counts. */
  old(until: KeptUntil): Promise<readonly string[]>;
  /**
   * Its originals were kept as long as was promised; their objects are named until `forgotten`. Resolves to how many days
   * that were; null: it is not stored, or somebody wants it kept for longer meanwhile.
   */
  expire(interviewId: string, until: KeptUntil): Promise<number | null>;
}

/** Recordings that come from a browser. */
export interface Fallbacks {
  /**
   * Begins one, with its track. Throws AppError "closed" when the take is gone or finished long ago, "forbidden" when
   * the person did not agree to being recorded, "too-many" when there are enough of them.
   */
  begin(
    fallback: { readonly trackId: string; readonly interviewId: string; readonly personId: string },
    at: { readonly node: string; readonly startedAt: Date; readonly now: Date },
  ): Promise<FallbackRow>;
  find(interviewId: string, trackId: string): Promise<FallbackRow | null>;
  /** A piece was stored; false when somebody else stored one at that place, or it is complete. */
  grew(trackId: string, piece: { readonly from: number; readonly bytes: number }, at: Date): Promise<boolean>;
  /** It is complete and becomes part of the take, which is finished again if it was stored; false: it was not receiving. */
  complete(trackId: string, at: Date): Promise<boolean>;
  /** It is no sound that we can keep; its pieces may go. */
  refuse(trackId: string): Promise<void>;
  /** All of a take that are complete and whose track was not deleted. */
  of(interviewId: string): Promise<readonly FallbackRow[]>;
  /** Those that grow no more: nothing came since then. */
  stale(since: Date): Promise<readonly FallbackRow[]>;
}
