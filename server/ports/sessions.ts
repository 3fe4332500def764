import type { Mode, Role } from "../../proto/live/words.ts";
import type { Local } from "../domain/schedule.ts";
import type { Page, Paged } from "../kit/cursor.ts";
import type { InterviewRow } from "./interviews.ts";
import type { Difficulty, TaskKind } from "./tasks.ts";

export type SessionState = "scheduled" | "live" | "ended";
export type Answer = "yes" | "maybe" | "no";
type Named = { readonly id: string; readonly name: string };

export type SessionCard = {
  readonly id: string;
  readonly grind: Named;
  readonly task: { readonly id: string; readonly title: string } | null;
  readonly mode: Mode;
  readonly startsAt: Date;
  readonly timeZone: string;
  readonly startedAt: Date | null;
  /** How many are in it now. */
  readonly people: number;
  readonly myRsvp: Answer | null;
};

export type Home = {
  /** Sessions of my grinds that are on now, in the order of their start. */
  readonly live: SessionCard[];
  /** What starts next, soonest first; of a weekly series its next one alone. */
  readonly next: SessionCard[];
  /** My interviews that can be looked at, newest first. */
  readonly ready: InterviewRow[];
  /** Notifications that I did not see yet. */
  readonly unread: number;
};

/** A session as one member of its grind sees it, or who practises alone in it. */
export type SessionRow = {
  readonly id: string;
  /** null: somebody practises alone. */
  readonly grind: Named | null;
  readonly task: {
    readonly id: string;
    readonly title: string;
    readonly kind: TaskKind;
    readonly difficulty: Difficulty;
    readonly minutes: number;
  } | null;
  readonly mode: Mode;
  readonly state: SessionState;
  readonly startsAt: Date;
  readonly timeZone: string;
  readonly weekly: boolean;
  readonly minutes: number;
  readonly madeBy: Named | null;
  readonly firstSeat: Named | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Answers of those who are in the grind now. */
  readonly rsvps: Readonly<Record<Answer, number>>;
  readonly myRsvp: Answer | null;
  readonly version: number;
  /** The member's. */
  readonly role: Role;
};

/** What is chosen for a session, beside its time. */
export type Choice = {
  readonly taskId: string | null;
  readonly mode: Mode;
  readonly firstSeatId: string | null;
  readonly minutes: number;
};
/** When a session starts; `local` is null for one that starts at once. */
export type Slot = { readonly id: string; readonly local: Local | null; readonly startsAt: Date };
export type NewSessions = Choice & {
  readonly grindId: string;
  readonly madeById: string;
  readonly timeZone: string;
  readonly at: Date;
  /** Sessions that started before and that nobody opened take up no room. */
  readonly lateMs: number;
  /** The first weeks of a series, or the only one. */
  readonly slots: readonly Slot[];
  /** null: no series. */
  readonly seriesId: string | null;
};
/** What a choice names and the grind does not have. */
export type Missing = { readonly missing: "task" | "first seat" };
export type SessionChange = Choice & {
  readonly local: Local;
  readonly timeZone: string;
  readonly startsAt: Date;
  readonly version: number;
};
export type OpenSeries = {
  readonly id: string;
  readonly local: Local;
  readonly timeZone: string;
  readonly madeUntil: Local;
};
/** A session that people wait for, and who they are. */
export type Awaited = {
  readonly id: string;
  readonly grind: Named;
  readonly taskTitle: string | null;
  readonly startsAt: Date;
  readonly people: readonly string[];
};

/** Sessions of grinds: those that were, that are on, and that will be. */
export interface SessionStore {
  /** What a person finds when they come in, read in one go. A session is next until `lateMs` after its start. */
  home(
    personId: string,
    options: { now: Date; lateMs: number; sessions: number; interviews: number },
  ): Promise<Home>;
  /** Resolves to null for somebody who is not in its grind, as for one that does not exist. */
  seen(personId: string, sessionId: string): Promise<SessionRow | null>;
  /** Live ones first, then what starts after `since`, soonest first. */
  coming(at: { grindId: string; personId: string; since: Date }, page: Page): Promise<Paged<SessionRow>>;
  /** Newest first. */
  over(at: { grindId: string; personId: string }, page: Page): Promise<Paged<SessionRow>>;
  /** The live one that somebody came into last and is still in. */
  current(personId: string): Promise<SessionRow | null>;
  /**
   * Makes all or none; one without a `local` is live. Throws AppError "conflict" when the grind has as many as it can
   * have, "not-found" when it is gone.
   */
  create(sessions: NewSessions): Promise<Missing | "made">;
  /** Of a series this one alone. Throws AppError "conflict" when its series has another one at that time. */
  change(sessionId: string, change: SessionChange): Promise<Missing | "changed" | "stale" | "begun">;
  /**
   * Removes a session that is still scheduled; with `all`, those of its series from it on too, and ends the series.
   * Resolves to who meant to come; null: it has begun, or is gone.
   */
  cancel(sessionId: string, options: { all: boolean; at: Date }): Promise<string[] | null>;
  /** false: the session is over or gone. */
  answer(sessionId: string, personId: string, answer: Answer, at: Date): Promise<boolean>;
  /** Who of the grind said what, in the order of their names. */
  answers(sessionId: string): Promise<(Named & { readonly answer: Answer })[]>;
  /**
   * The session in which the owner of a waiting interview practises alone, which begins in it; made when there is none, or
   * none any more. null: the interview is gone, is no AI interviewer's, or is neither waiting nor under way in one.
   */
  alone(at: { interviewId: string; freshId: string; now: Date }): Promise<string | null>;
  /** Everybody in a grind. */
  members(grindId: string): Promise<string[]>;
  /** Series that go on and whose last session starts no later. */
  openSeries(until: Local): Promise<OpenSeries[]>;
  /** Makes the next sessions of a series; nothing when it ended or somebody else was faster. Resolves to how many. */
  extend(series: OpenSeries, weeks: { slots: readonly Slot[]; at: Date }): Promise<number>;
  /**
   * Scheduled ones, also such as were opened early, that start between the two instants and that nobody was reminded of;
   * who said yes or maybe.
   */
  toRemind(from: Date, until: Date): Promise<Awaited[]>;
  reminded(sessionId: string, at: Date): Promise<void>;
  /**
   * Removes scheduled ones that nobody opened until now, and ends live ones that nobody is in since then, with whatever
   * interview was still under way there. Resolves to how many.
   */
  tidy(since: { missed: Date; left: Date; now: Date }): Promise<number>;
}
