import type { Codec, LogHead, Mark } from "../log/records.ts";

/** Which log is meant: one track of one take. Both ids are of letters, digits, "-" and "_" alone. */
export type LogName = { readonly takeId: string; readonly trackId: string };

/** A stream that the media worker sends to the tap, and the log that it belongs to. */
export type Route = LogName & {
  readonly ssrc: number;
  readonly payloadType: number;
  readonly codec: Codec;
  /** The port that the worker sends from: packets from another are not ours. */
  readonly fromPort: number;
};

/** What the server asks of the tap, one JSON object a line. Those with `n` are answered, in any order. */
export type Wish =
  /** Makes a log, or goes on with the one that is there after its last good block. `key`: 32 bytes in base64, for this log alone. */
  | ({ readonly is: "open"; readonly n: number; readonly key: string } & Omit<LogHead, "version">)
  /** From the answer on, what comes with that SSRC is written; the log gets the mark "fed". */
  | ({ readonly is: "route"; readonly n: number } & Route)
  /** No longer; the log gets the mark "unfed". */
  | { readonly is: "unroute"; readonly ssrc: number }
  | ({ readonly is: "mark"; readonly mark: Mark } & LogName)
  | ({ readonly is: "note"; readonly note: unknown } & LogName)
  /** Without `trackId` every log of the take. Answered when all that came is durable and the files are closed. */
  | { readonly is: "close"; readonly n: number; readonly takeId: string; readonly trackId?: string };

/** Why a wish is not fulfilled. */
export type Refusal =
  /** Somebody else has the log open. */
  | "locked"
  /** The log was made with another key. */
  | "other-key"
  /** The log was made by a newer Grindstone. */
  | "newer-version"
  /** There is a file of that name that is no log, or one of something else. */
  | "not-a-log"
  /** No such log is open. */
  | "unknown"
  /** The SSRC belongs to another log. */
  | "taken"
  /** The wish makes no sense. */
  | "bad-wish"
  | DiskTrouble;

export type DiskTrouble = "disk-slow" | "disk-full" | "read-only" | "disk-failed";

/** How far a log is on disk. */
export type Durable = {
  /** The file's bytes up to here survive a power cut, and are whole blocks. */
  readonly bytes: number;
  /** Whatever came before this moment of the take is among them. */
  readonly uptoMs: number;
  /** Packets among them. */
  readonly packets: number;
};

export type Trouble = {
  readonly code: DiskTrouble;
  /**
   * `late`: nothing is lost, it waits in memory. `dropping`: packets are left out from now on. `ended`: the track's recording
   * is over, what was written is whole. `over`: all is well again.
   */
  readonly stage: "late" | "dropping" | "ended" | "over";
};

/** What the tap says, one JSON object a line. */
export type Said =
  /** Its first word: where it receives packets, on 127.0.0.1. */
  | { readonly is: "hello"; readonly version: 1; readonly port: number }
  | { readonly is: "done"; readonly n: number }
  | { readonly is: "refused"; readonly n: number; readonly code: Refusal }
  /** At most twice a second, with the logs that went on. */
  | { readonly is: "durable"; readonly logs: readonly (LogName & Durable)[] }
  | ({ readonly is: "trouble" } & LogName & Trouble);
