import { Emitter } from "../kit/emitter.ts";
import type { Log } from "../kit/log.ts";
import type { LogHead, Mark } from "./log/records.ts";
import type { Durable, LogName, Route, Trouble } from "./tap-words.ts";

export type TapEvents = {
  durable: [log: LogName, upTo: Durable];
  trouble: [log: LogName, trouble: Trouble];
  /** A tap listens at this port. After a break all that was wanted was asked for again before this is said. */
  up: [port: number];
  /** Nothing is recorded until the next `up`. */
  down: [];
};

/** The way to the process that writes logs. It is opened again when it breaks, with all that was wanted. */
export interface Tap {
  readonly events: Emitter<TapEvents>;
  /** Where workers send what is to be recorded, on 127.0.0.1; undefined while there is no tap. */
  readonly port: number | undefined;
  /**
   * Makes a log or goes on with one. Resolves when it is ready. Throws AppError "conflict" where another process writes it,
   * "unavailable" where there is no tap or the disk does not take it, "internal" for another key or a log that is none.
   */
  openLog(head: Omit<LogHead, "version">, dataKey: Uint8Array): Promise<void>;
  /** Resolves when packets of that SSRC are written: only then may its consumer be resumed. */
  route(route: Route): Promise<void>;
  unroute(ssrc: number): void;
  mark(log: LogName, mark: Mark): void;
  note(log: LogName, note: unknown): void;
  /** Resolves when all that came is durable and the file is closed; also when no such log is open. */
  closeLog(log: LogName): Promise<void>;
  /** The same for every log of a take: from then on it may be read to its end. */
  closeTake(takeId: string): Promise<void>;
  /** Says goodbye: the tap flushes and closes what this line opened. */
  close(): Promise<void>;
}

export type TapLineOptions = {
  /** The path of the tap's socket. */
  readonly socket: string;
  readonly log: Log;
};
