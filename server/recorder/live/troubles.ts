import { type RecordingTrouble, recordingTroubles } from "../../../proto/live/words.ts";
import { AppError } from "../../kit/errors.ts";
import { unreachable } from "../../kit/unreachable.ts";
import type { Part } from "./parts.ts";

/** What an operator reads of a tap, a worker or a database that does not answer in time. */
export const noAnswer = "The recorder does not answer.";

/** There is less space left than recordings are begun with. */
export class NoSpace extends AppError {
  constructor() {
    super("unavailable", "There is too little space left to begin a recording.");
  }
}

type Whose = {
  /** Who failed, or has not answered; undefined: the recorder itself. */
  readonly part: Part | undefined;
  /** Whether there is a tap at all. */
  readonly tap: boolean;
};

/** What a room is told of what went wrong. */
export function troubleOf(error: unknown, { part, tap }: Whose): RecordingTrouble {
  if (error instanceof NoSpace) return "no-space";
  if (!tap) return "no-recorder";
  const code = error instanceof AppError ? error.code : undefined;
  switch (part) {
    case "tap":
      return saidBy(error) ?? silent(code, "no-answer");
    case "database":
      return silent(code, "no-database");
    case "keys":
      return keyTrouble(error);
    case "disk":
      return silent(code, "disk-slow");
    case "store":
      return code === "conflict" ? "elsewhere" : "not-fetched";
    case "worker":
    case undefined:
      return silent(code, "no-answer");
    default:
      return unreachable(part);
  }
}

/** The tap's own word, where it gave one. */
function saidBy(error: unknown): RecordingTrouble | undefined {
  const said = error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
  return recordingTroubles.find((it) => it === said);
}

function silent(code: AppError["code"] | undefined, trouble: RecordingTrouble): RecordingTrouble {
  return code === "unavailable" ? trouble : "failed";
}

/** Keys lie in the database, locked with the master key: the one may be away, the other another one. */
function keyTrouble(error: unknown): RecordingTrouble {
  if (!(error instanceof AppError) || error.code === "closed") return "failed";
  return error.code === "unavailable" && error.retryable ? "no-database" : "other-key";
}
