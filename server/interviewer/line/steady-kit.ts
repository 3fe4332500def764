import type { Alarm } from "../../kit/alarm.ts";
import type { Clock } from "../../kit/clock.ts";
import type { Log } from "../../kit/log.ts";
import type { InterviewerProvider } from "../../ports/interviewer.ts";
import type { Purse } from "./purse.ts";
import type { Patience } from "./watch.ts";

/** What every steady line stands on. */
export type SteadyKit = {
  /** In the order in which they are wanted; the last is local and always there. */
  readonly providers: readonly InterviewerProvider[];
  /** Who counts what paid providers cost. */
  readonly purse: Purse;
  readonly clock: Clock;
  readonly alarm: Alarm;
  /** From 0 up to, not including, 1. */
  readonly chance: () => number;
  readonly log: Log;
  /** How long a silence is borne; null: for ever, as a bench wants it. */
  readonly patience: Patience | null;
};
