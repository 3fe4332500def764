import type { RecordingTrouble } from "../../../proto/live/words.ts";
import { AppError } from "../../kit/errors.ts";
import type { Tap } from "../tap-line.ts";

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
  if (error.code === "conflict") return "elsewhere";
  return error.code === "unavailable" ? "disk-failed" : "failed";
}
