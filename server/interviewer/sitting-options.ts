import type { ThinkTime } from "../../proto/live/words.ts";
import type { Brief } from "../ports/interviewer.ts";
import type { Transcript } from "../ports/transcripts.ts";
import type { HeardVoice, InterviewerTells, InterviewTurn } from "../rooms/interviewers.ts";
import type { Bridge } from "./bridge/bridge.ts";
import type { Subject } from "./brief.ts";
import type { Span } from "./heard-words.ts";
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
  /** Who spoke then, who spoke most first; also who is no longer heard. */
  readonly whoSpoke: (span: Span) => readonly Pick<HeardVoice, "personId" | "name">[];
  readonly tells: InterviewerTells;
  readonly remembers: (memory: unknown) => void;
};

/** How long the interview may still last. */
export function leftMsOf({ turn, kit: { clock } }: Pick<SittingOptions, "turn" | "kit">): number {
  return Math.max(0, turn.endsAtMs - clock.now());
}

/** What whoever leads it has to know now. */
export function briefOf(options: SittingOptions, soFar: Brief["soFar"]): Brief {
  const { turn, subject: { task }, turnsFrom, voices } = options;
  return {
    candidate: turn.name,
    task,
    minutes: Math.round((turn.endsAtMs - turn.startedAtMs) / 60_000),
    leftMs: leftMsOf(options),
    speakers: voices().filter((it) => it.part === "speaker").map((it) => it.name),
    prepNotes: null,
    ...{ soFar, turnsFrom },
  };
}
