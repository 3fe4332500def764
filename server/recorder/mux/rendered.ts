import type { Codec, LogRecord } from "../log/records.ts";

/** Opens a log's records from the beginning. A rendering reads them more than once, and sees the same each time. */
export type Records = () => AsyncIterable<LogRecord>;

/** Why there is nothing of somebody for a while. Only a pause of the codec in silence loses nothing. */
export type GapCause =
  /** Packets that did not come, even when they were asked for again. */
  | "lost"
  /** The encoder sent nothing because it was quiet. */
  | "quiet"
  /** The sender's clock stood still, as of a device that hung or was taken away. */
  | "stalled"
  /** There was no stream: the person was away, or muted. */
  | "away"
  /** The disk was too slow for it. */
  | "dropped"
  /** It was recorded, and what the log held of it could not be read. */
  | "unread";

/** A part of the time line that holds no sound or picture of this track. */
export type Gap = { readonly fromMs: number; readonly toMs: number; readonly cause: GapCause };

/** How far a moment in the file may be from the moment when it was heard in the room. */
export type Alignment = { readonly p95Ms: number; readonly maxMs: number };

/** What became of the packets of a log. */
export type Counts = {
  /** Packets that were used. */
  readonly used: number;
  /** Sequence numbers that never came. */
  readonly lost: number;
  /** Came twice, or after their place was given up. */
  readonly spare: number;
  /** Not of the stream: no RTP, another codec, out of every order. */
  readonly foreign: number;
  /** Whole frames in the file. */
  readonly frames: number;
  /** Frames left out: pictures with a hole or without what they build on, and sound where a sender's clock was fast. */
  readonly leftOut: number;
};

/** Loudest sample of each twentieth of a second, 0 to 255, from `firstMs` on. */
export type Peaks = { readonly perSecond: number; readonly values: Uint8Array };

/** A track's file and what is known of it. Times are on the take's time line. */
export type RenderedTrack = {
  readonly kind: "sound" | "picture";
  /** "aac": of a browser that records nothing else. */
  readonly codec: Codec | "aac";
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The file's beginning and end. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** All that is missing between them; what was only quiet is not. */
  readonly gapsMs: number;
  /** The longest, in order of time. */
  readonly gaps: readonly Gap[];
  readonly counts: Counts;
  readonly alignment: Alignment;
  /** How many streams it was made of, one after the other. */
  readonly streams: number;
  /** The largest picture in it. */
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly peaks: Peaks | null;
};

export type RenderOptions = {
  readonly kind: "sound" | "picture";
  /** Stores the file, as the vault does. Its promise is awaited; what it throws is thrown. */
  readonly put: (
    body: AsyncIterable<Uint8Array>,
    file: { readonly mediaType: string; readonly signal?: AbortSignal },
  ) => Promise<{ readonly bytes: number; readonly sha256: string }>;
  readonly signal?: AbortSignal;
  /** How much is done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
};

/**
 * One track's file out of its log, without transcoding: Ogg for sound, WebM for pictures. null: there is nothing in it, and
 * nothing was stored. The same log makes the same bytes.
 */
export type RenderTrack = (records: Records, options: RenderOptions) => Promise<RenderedTrack | null>;
