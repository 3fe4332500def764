/** What of somebody is recorded. `voice` is a microphone, `interviewer` the AI's voice, `notes` what happened and was written. */
export type TrackKind = "voice" | "interviewer" | "camera" | "screen" | "screen-sound" | "notes";

export type TakeState = "recording" | "finishing" | "stored" | "broken";

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
  /** Grows each time it is rendered again, as after somebody's withdrawal. */
  readonly rendering: number;
  /** Finished part in percent, while finishing. */
  readonly progress: number;
  /** Why it is broken: a constant. */
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
  readonly bytes: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  readonly gapsMs: number;
  /** Why its recording ended before the person did: a constant. */
  readonly endedEarly: string | null;
  readonly deletedAt: Date | null;
};

export type TrackEnd = Pick<TrackRow, "id" | "object" | "bytes" | "firstMs" | "lastMs" | "gapsMs">;

/** Takes and their tracks. */
export interface Takes {
  /** Begins a take, or gives back the one that is there: a room that moved goes on with it. */
  open(take: Pick<TakeRow, "interviewId" | "node" | "openedAt">): Promise<TakeRow>;
  /** The track of that person and kind in the take: made, or the one that is there. */
  track(track: Pick<TrackRow, "id" | "interviewId" | "personId" | "kind">): Promise<TrackRow>;
  find(interviewId: string): Promise<{ readonly take: TakeRow; readonly tracks: readonly TrackRow[] } | null>;
  /** Notes how far a take is on disk; older news than what is known is dropped. */
  durable(interviewId: string, durableMs: number): Promise<void>;
  /** A track was ended while its person went on. */
  endEarly(trackId: string, reason: string): Promise<void>;
  /** From `recording` to `finishing`; false when it was not recording. */
  end(interviewId: string, at: Date): Promise<boolean>;
  progress(interviewId: string, percent: number): Promise<void>;
  /** All that was finished, at once, if nobody rendered it again meanwhile; false otherwise. */
  stored(
    interviewId: string,
    finished: { readonly rendering: number; readonly tracks: readonly TrackEnd[]; readonly manifestSealed: Uint8Array },
  ): Promise<boolean>;
  broken(interviewId: string, reason: string): Promise<void>;
  /** Takes that are not stored and whose logs this node holds: what a start recovers. */
  unfinished(node: string): Promise<readonly TakeRow[]>;
}
