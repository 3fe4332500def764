import type { ThinkTime } from "../../proto/live/words.ts";
import type { Brief } from "../ports/interviewer.ts";
import type { Transcript } from "../ports/transcripts.ts";
import type { HeardVoice, InterviewerTells, InterviewTurn } from "../rooms/interviewers.ts";
import type { Bridge } from "./bridge/bridge.ts";
import type { Subject } from "./brief.ts";
import type { InterviewerKit } from "./kit.ts";
import type { Memory } from "./memory.ts";

/** What one interview is, and where it is held. */
export type SittingOptions = {
  readonly kit: InterviewerKit;
  readonly turn: InterviewTurn;
  readonly subject: Subject;
  readonly memory: Memory | null;
  readonly kept: Transcript | null;
  readonly turnsFrom: string | null;
  readonly grindId: string | null;
  readonly thinkTime: ThinkTime;
  readonly localOnly: boolean;
  readonly bridge: Bridge;
  readonly voices: () => readonly HeardVoice[];
  readonly whoSpoke: () => string | null;
  readonly tells: InterviewerTells;
  readonly remembers: (memory: unknown) => void;
};

/** How long the interview may still last. */
export function leftMsOf({ turn, kit: { clock } }: Pick<SittingOptions, "turn" | "kit">): number {
  return Math.max(0, turn.endsAtMs - clock.now());
}

/** What whoever leads it has to know now. */
export function briefOf(options: SittingOptions, soFar: Brief["soFar"]): Brief {
  const { turn, subject: { task }, turnsFrom } = options;
  const minutes = Math.round((turn.endsAtMs - turn.startedAtMs) / 60_000);
  return { candidate: turn.name, task, minutes, leftMs: leftMsOf(options), prepNotes: null, soFar, turnsFrom };
}
