import type { InterviewRow } from "./interviews.ts";

export type SessionCard = {
  readonly id: string;
  readonly grind: { readonly id: string; readonly name: string };
  readonly task: { readonly id: string; readonly title: string } | null;
  readonly mode: "ai" | "peer" | "open";
  readonly startsAt: Date;
  readonly timeZone: string;
  readonly startedAt: Date | null;
};

export type Home = {
  /** Sessions of my grinds that are on now, in the order of their start. */
  readonly live: SessionCard[];
  /** What starts next, soonest first. */
  readonly next: SessionCard[];
  /** My interviews that can be looked at, newest first. */
  readonly ready: InterviewRow[];
  /** Notifications that I did not see yet. */
  readonly unread: number;
};

export interface Sessions {
  /** What a person finds when they come in, read in one go. A session is next until `lateMs` after its start. */
  home(
    personId: string,
    options: { now: Date; lateMs: number; sessions: number; interviews: number },
  ): Promise<Home>;
}
