import type { Purpose } from "../../proto/live/words.ts";
import { instantOf, lateMs, type Local, requireStart, requireZone, weeksAhead } from "../domain/schedule.ts";
import type { Clock } from "../kit/clock.ts";
import type { Page, Paged } from "../kit/cursor.ts";
import { AppError, found, unreachable } from "../kit/errors.ts";
import type { Ids } from "../kit/ids.ts";
import type { Audit } from "../ports/audit.ts";
import type { LiveRooms } from "../ports/live-rooms.ts";
import type { NotificationData, Notifications } from "../ports/notifications.ts";
import type { Answer, Choice, Missing, SessionRow, SessionStore, Slot } from "../ports/sessions.ts";

type Doer = { readonly personId: string; readonly name: string };
type Grind = { readonly id: string; readonly name: string };
export type When =
  | { readonly kind: "now"; readonly timeZone: string }
  | { readonly kind: "once" | "weekly"; readonly local: Local; readonly timeZone: string };
export type Wish = Choice & { readonly when: When };
export type Change = Choice & { readonly local: Local; readonly timeZone: string; readonly version: number };
export type Consented = { readonly sessionId: string; readonly personId: string; readonly given: readonly Purpose[] };

/** When and with what a grind meets. Whoever calls has asked whether it is allowed. */
export type Sessions = {
  list(at: { personId: string; grindId: string; which: "coming" | "over" }, page: Page): Promise<Paged<SessionRow>>;
  /** null for who is not in its grind. */
  find(personId: string, sessionId: string): Promise<SessionRow | null>;
  /** The live one that somebody is in. */
  current(personId: string): Promise<SessionRow | null>;
  /** Starts one or schedules some, and tells the others of the grind; resolves to the first. */
  make(by: Doer, grind: Grind, wish: Wish): Promise<SessionRow>;
  /** Throws "conflict" when somebody else changed it since `version`, "closed" when it has begun. */
  change(by: Doer, session: SessionRow, change: Change): Promise<SessionRow>;
  /** Who meant to come is told. */
  cancel(by: Doer, session: SessionRow, which: "this" | "all"): Promise<void>;
  /** Where somebody's interview with the AI interviewer takes place; throws "conflict" for another kind, and one that is over. */
  alone(interviewId: string): Promise<{ sessionId: string }>;
  answer(by: Doer, session: SessionRow, answer: Answer): Promise<SessionRow>;
  answers(sessionId: string): Promise<{ id: string; name: string; answer: Answer }[]>;
  consents(personId: string, sessionId: string): Promise<Purpose[] | null>;
  consent(said: Consented): Promise<Purpose[] | null>;
};

export type SessionsOptions = {
  readonly store: SessionStore;
  readonly liveRooms: Pick<LiveRooms, "consents" | "consent">;
  readonly audit: Audit;
  readonly notifications: Notifications;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Told after it was stored, for the room that they are in. */
  readonly onConsent: (said: Consented) => void;
};

export function makeSessions(options: SessionsOptions): Sessions {
  const { store, liveRooms, audit, clock } = options;
  const find = async (by: Doer, id: string) => found(await store.seen(by.personId, id), "session");
  return {
    list({ which, ...at }, page) {
      return which === "over" ? store.over(at, page) : store.coming({ ...at, since: ago(clock, lateMs) }, page);
    },
    find: (personId, sessionId) => store.seen(personId, sessionId),
    current: (personId) => store.current(personId),
    make: (by, grind, wish) => make(options, { by, grind, wish }),
    async change(by, session, change) {
      const startsAt = instantOf(change);
      if (startsAt.getTime() !== session.startsAt.getTime()) requireStart(startsAt, clock.now());
      const done = await store.change(session.id, { ...change, startsAt });
      if (done !== "changed") throw refusal(done);
      await audit.note({ actorId: by.personId, action: "session.changed", subjectId: session.id });
      return await find(by, session.id);
    },
    async alone(interviewId) {
      const sessionId = await store.alone({ interviewId, freshId: options.ids.next(), now: new Date(clock.now()) });
      if (sessionId === null) throw notAlone();
      return { sessionId };
    },
    cancel: (by, session, which) => cancel(options, { by, session, which }),
    async answer(by, session, answer) {
      if (!await store.answer(session.id, by.personId, answer, new Date(clock.now()))) {
        throw new AppError("closed", "This session is over. Look for the next one in its grind.");
      }
      return await find(by, session.id);
    },
    answers: (sessionId) => store.answers(sessionId),
    consents: (personId, sessionId) => liveRooms.consents(sessionId, personId),
    async consent(said) {
      const given = [...new Set(said.given)];
      await liveRooms.consent(said.sessionId, said.personId, given, new Date(clock.now()));
      options.onConsent({ ...said, given });
      return await liveRooms.consents(said.sessionId, said.personId);
    },
  };
}

type Making = { readonly by: Doer; readonly grind: Grind; readonly wish: Wish };

async function make({ store, audit, notifications, clock, ids }: SessionsOptions, { by, grind, wish }: Making) {
  const { when, ...choice } = wish;
  const nowMs = clock.now();
  const slots = slotsOf(when, nowMs).map((slot): Slot => ({ ...slot, id: ids.next() }));
  const made = await store.create({
    ...choice,
    grindId: grind.id,
    madeById: by.personId,
    timeZone: when.timeZone,
    at: new Date(nowMs),
    lateMs,
    slots,
    seriesId: when.kind === "weekly" ? ids.next() : null,
  });
  if (made !== "made") throw refusal(made);
  const session = found(await store.seen(by.personId, slots[0]?.id ?? ""), "session");
  await audit.note({
    actorId: by.personId,
    action: "session.made",
    subjectId: session.id,
    details: { grindId: grind.id, when: when.kind },
  });
  const others = (await store.members(grind.id)).filter((it) => it !== by.personId);
  await notifications.tell(others, "session-scheduled", { ...told(by, session), sessionId: session.id });
  return session;
}

function slotsOf(when: When, nowMs: number): Omit<Slot, "id">[] {
  const under = "when.";
  if (when.kind === "now") {
    requireZone(when.timeZone, under);
    return [{ local: null, startsAt: new Date(nowMs) }];
  }
  const startsAt = instantOf(when, under);
  requireStart(startsAt, nowMs, under);
  if (when.kind === "once") return [{ local: when.local, startsAt }];
  return weeksAhead({ ...when, madeUntil: null }, nowMs);
}

type Cancelling = { readonly by: Doer; readonly session: SessionRow; readonly which: "this" | "all" };

async function cancel({ store, audit, notifications, clock }: SessionsOptions, { by, session, which }: Cancelling) {
  const expected = await store.cancel(session.id, { all: which === "all", at: new Date(clock.now()) });
  if (expected === null) throw refusal("begun");
  await audit.note({
    actorId: by.personId,
    action: "session.cancelled",
    subjectId: session.id,
    details: { ...(session.grind ? { grindId: session.grind.id } : {}), which },
  });
  await notifications.tell(expected.filter((it) => it !== by.personId), "session-cancelled", told(by, session));
}

/** What others read about a session; without an id it is not linked. */
function told(by: Doer, { grind, task, state, startsAt }: SessionRow): NotificationData {
  return {
    ...(grind ? { grindId: grind.id, grindName: grind.name } : {}),
    personName: by.name,
    ...(task ? { taskTitle: task.title } : {}),
    ...(state === "scheduled" ? { startsAt: startsAt.toISOString() } : {}),
  };
}

function notAlone(): AppError {
  const sentence =
    "This interview cannot begin in a room of one's own: it is over, or people lead it. Take the task anew.";
  return new AppError("conflict", sentence);
}

function refusal(why: Missing | "stale" | "begun"): AppError {
  if (why === "stale") {
    const sentence = "Somebody else changed this session since you opened it. Nothing of yours was saved or lost: " +
      "load it again, then make your change once more.";
    return new AppError("conflict", sentence);
  }
  if (why === "begun") {
    return new AppError("closed", "This session has begun or was cancelled, so it can no longer be changed.");
  }
  switch (why.missing) {
    case "task":
      return new AppError("bad-request", "This task is not one of this grind's. Choose another one.", {
        field: "taskId",
      });
    case "first seat":
      return new AppError("bad-request", "Only a member of this grind can start in the seat. Choose somebody else.", {
        field: "firstSeatId",
      });
    default:
      return unreachable(why.missing);
  }
}

function ago(clock: Clock, ms: number): Date {
  return new Date(clock.now() - ms);
}
