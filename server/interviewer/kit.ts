import type { Alarm } from "../kit/alarm.ts";
import type { Clock } from "../kit/clock.ts";
import type { Ids } from "../kit/ids.ts";
import type { Log } from "../kit/log.ts";
import type { SpeechJudge } from "../ports/speaker.ts";
import type { TaskStore } from "../ports/tasks.ts";
import type { Transcripts } from "../ports/transcripts.ts";
import type { OpenBridge } from "./bridge/bridge.ts";
import type { Desk } from "./desk.ts";
import type { OpenSteadyLine } from "./line/line.ts";

/** What every room's interviewer stands on. */
export type InterviewerKit = {
  readonly openBridge: OpenBridge;
  readonly openLine: OpenSteadyLine;
  /** null: our own detector decides alone. */
  readonly judge: SpeechJudge | null;
  readonly tasks: Pick<TaskStore, "seen">;
  readonly transcripts: Pick<Transcripts, "find" | "keep">;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly alarm: Alarm;
  readonly ids: Ids;
  readonly log: Log;
};
