/** What a log of one track holds, in the order in which it came. Times are microseconds since its take was opened. */
export type LogRecord =
  | { readonly kind: "packet"; readonly atUs: number; readonly rtp: Uint8Array }
  /**
   * The media worker's sender report: 64 bits of NTP time, and the RTP time of a packet that would have reached the worker
   * then. The worker's NTP time is the machine's monotonic clock, which the mark "opened" ties to the take's.
   */
  | { readonly kind: "report"; readonly atUs: number; readonly ntp: bigint; readonly rtpTime: number }
  | { readonly kind: "mark"; readonly atUs: number; readonly mark: Mark }
  /** Of the track "notes" alone: something that happened, as JSON. */
  | { readonly kind: "note"; readonly atUs: number; readonly note: unknown };

/** What happened to the stream that a track is fed by. */
export type Mark =
  /**
   * The log was opened, for the first time or again: what the machine's monotonic clock said at this record's time, and what
   * was cut off before it if a crash had left that.
   */
  | { readonly is: "opened"; readonly monotonicUs: number; readonly cutBytes?: number }
  | { readonly is: "fed"; readonly ssrc: number; readonly payloadType: number; readonly codec: Codec }
  | { readonly is: "paused" | "resumed" | "unfed" }
  /** Packets were left out here because the disk was too slow. */
  | { readonly is: "dropped"; readonly packets: number }
  /** In no log: what it held here could not be read. */
  | { readonly is: "unread" };

export type Codec = "opus" | "vp8" | "vp9";

/** What a log says of itself at its top. */
export type LogHead = {
  readonly version: 1;
  readonly takeId: string;
  readonly trackId: string;
  readonly kind: "sound" | "picture" | "notes";
  /** Wall clock at the open of the take, in milliseconds; all times of its logs count from here. */
  readonly openedAtMs: number;
};
