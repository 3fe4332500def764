import { pgAudit } from "../../server/adapters/pg/audit.ts";
import { pgCalendars } from "../../server/adapters/pg/calendars.ts";
import type { Db } from "../../server/adapters/pg/db.ts";
import { pgGrinds } from "../../server/adapters/pg/grinds.ts";
import { pgLiveRooms } from "../../server/adapters/pg/live-rooms.ts";
import { pgNotifications } from "../../server/adapters/pg/notifications.ts";
import { pgReplies } from "../../server/adapters/pg/replies.ts";
import { pgSessions } from "../../server/adapters/pg/sessions.ts";
import { pgTasks } from "../../server/adapters/pg/tasks.ts";
import { grindPermissions } from "../../server/edge/grind-permissions.ts";
import { calendarRoutes } from "../../server/edge/routes/calendar.ts";
import { homeRoutes } from "../../server/edge/routes/home.ts";
import { sessionRoutes } from "../../server/edge/routes/sessions.ts";
import { makeMembers, type Members } from "../../server/grinds/members.ts";
import { uuidv7 } from "../../server/kit/ids.ts";
import type { LiveRooms } from "../../server/ports/live-rooms.ts";
import type { NotificationRow } from "../../server/ports/notifications.ts";
import { makeCalendars } from "../../server/sessions/calendars.ts";
import { type Consented, makeSessions } from "../../server/sessions/sessions.ts";
import { makeSessionSweeps, type SessionSweeps } from "../../server/sessions/sweeps.ts";
import { type FakeClock, fakeClock } from "./clock.ts";
import { type Backend, freshDatabase } from "./database.ts";
import { ask, served } from "./grinds.ts";
import { addGrind, addPerson } from "./rows.ts";

/** The fields of all answers at once: a test knows which of them its route gives. */
export type Said = {
  readonly id: string;
  readonly state: string;
  readonly startsAt: string;
  readonly weekly: boolean;
  readonly version: number;
  readonly mine: boolean;
  readonly minutes: number;
  readonly task: { readonly id: string; readonly title: string } | null;
  readonly madeBy: { readonly id: string; readonly name: string } | null;
  readonly firstSeat: { readonly id: string } | null;
  readonly rsvps: Readonly<Record<"yes" | "maybe" | "no", number>>;
  readonly myRsvp: string | null;
  readonly given: readonly string[] | null;
  readonly session: Said | null;
  readonly url: string;
  readonly madeAt: string | null;
  readonly rows: readonly (Said & { readonly name: string; readonly answer: string })[];
  readonly next: string | null;
  readonly error: { readonly code: string; readonly message: string; readonly field?: string };
};
export type Answered = { status: number; body: Said };
/** Somebody who is signed in and asks over HTTP. */
export type Caller = { readonly id: string; ask(line: string, body?: unknown): Promise<Answered> };

export type SessionsHouse = {
  readonly db: Db;
  readonly clock: FakeClock;
  readonly rooms: LiveRooms;
  readonly members: Members;
  readonly sweeps: SessionSweeps;
  /** Consents that rooms were told of. */
  readonly consented: Consented[];
  person(name?: string): Promise<Caller>;
  readonly stranger: Caller;
  /** A grind with these people in it; the first owns it. */
  grind(owner: Caller, ...members: Caller[]): Promise<string>;
  /** Notifications of somebody, newest first. */
  heard(caller: Caller): Promise<NotificationRow[]>;
  close(): Promise<void>;
};

/** Sessions on real adapters and a database of their own behind their routes, with time that stands still. */
export async function openSessions(backend?: Backend): Promise<SessionsHouse> {
  const database = await freshDatabase({ backend, max: 10 });
  const { db } = database;
  const clock = fakeClock();
  const consented: Consented[] = [];
  const { routes, notifications, ...features } = build(db, clock, consented);
  const replies = pgReplies(db, clock);
  const callerOf = (me: { id: string; name: string } | null): Caller => {
    const app = served({ routes, replies }, me);
    return { id: me?.id ?? "", ask: async (line, body) => await ask(app, line, body) as unknown as Answered };
  };
  return {
    db,
    clock,
    consented,
    ...features,
    stranger: callerOf(null),
    person: async (name = "Nova") => callerOf({ id: await addPerson(db, name), name }),
    grind: (owner, ...members) =>
      addGrind(db, { [owner.id]: "owner", ...Object.fromEntries(members.map((it) => [it.id, "member"])) }),
    heard: async (caller) => (await notifications.list(caller.id, { cursor: null, limit: 100 })).rows,
    close: () => database.close(),
  };
}

function build(db: Db, clock: FakeClock, consented: Consented[]) {
  const kit = { clock, ids: uuidv7(clock) };
  const base = { ...kit, audit: pgAudit(db, kit), notifications: pgNotifications(db, kit) };
  const [grinds, tasks, store] = [pgGrinds(db), pgTasks(db), pgSessions(db)];
  const rooms = pgLiveRooms(db, kit);
  const may = grindPermissions({
    ownGrind: (...who) => grinds.ownGrind(...who),
    seenTask: (...who) => tasks.seen(...who),
  });
  const onConsent = (said: Consented): void => void consented.push(said);
  const routes = [
    ...sessionRoutes({ sessions: makeSessions({ ...base, store, liveRooms: rooms, onConsent }), may, outside: [] }),
    ...calendarRoutes({ calendars: makeCalendars({ store: pgCalendars(db), clock }), may }),
    ...homeRoutes({ ...base, sessions: store }),
  ];
  const members = makeMembers({ ...base, store: grinds, onChanged: () => {} });
  return { routes, rooms, members, sweeps: makeSessionSweeps({ ...base, store }), notifications: base.notifications };
}
