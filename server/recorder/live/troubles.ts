import { type RecordingTrouble, recordingTroubles } from "../../../proto/live/words.ts";
import { AppError } from "../../kit/errors.ts";
import type { Tap } from "../tap-line/line.ts";

/** What an operator reads of a tap, a worker or a database that does not answer in time. */
export const noAnswer = "The recorder does not answer.";

/** There is less space left than recordings are begun with. */
export class NoSpace extends AppError {
  constructor() {
    super("unavailable", "There is too little space left to begin a recording.");
  }
}

/** What a room is told of what went wrong. */
export function troubleOf(error: unknown, tap: Pick<Tap, "port">): RecordingTrouble {
  if (error instanceof NoSpace) return "no-space";
  if (tap.port === undefined) return "no-recorder";
  if (!(error instanceof AppError)) return "failed";
  // The tap's own word, where it gave one.
  const said = error.cause instanceof Error ? error.cause.message : "";
  const known = recordingTroubles.find((it) => it === said);
  if (known) return known;
  if (error.code === "conflict") return "elsewhere";
  return error.code === "unavailable" ? "disk-failed" : "failed";
}
