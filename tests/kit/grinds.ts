import { Hono } from "hono";
import { pgAudit } from "../../server/adapters/pg/audit.ts";
import type { Db } from "../../server/adapters/pg/db.ts";
import { pgGrinds } from "../../server/adapters/pg/grinds.ts";
import { pgInvites } from "../../server/adapters/pg/invites.ts";
import { pgLimiter } from "../../server/adapters/pg/limiter.ts";
import { pgNotifications } from "../../server/adapters/pg/notifications.ts";
import { pgReplies } from "../../server/adapters/pg/replies.ts";
import { pgTasks } from "../../server/adapters/pg/tasks.ts";
import { api } from "../../server/edge/api.ts";
import type { Asked } from "../../server/edge/asked.ts";
import { failureOf } from "../../server/edge/failures.ts";
import { grindPermissions } from "../../server/edge/grind-permissions.ts";
import { grindRoutes } from "../../server/edge/routes/grinds.ts";
import { inviteRoutes } from "../../server/edge/routes/invites.ts";
import { taskRoutes } from "../../server/edge/routes/tasks.ts";
import { makeGrinds } from "../../server/grinds/grinds.ts";
import { type Invites, makeInvites } from "../../server/grinds/invites.ts";
import { makeMembers, type Members } from "../../server/grinds/members.ts";
import { makeTasks } from "../../server/grinds/tasks.ts";
import { AppError } from "../../server/kit/errors.ts";
import { uuidv7 } from "../../server/kit/ids.ts";
import { silentLog } from "../../server/kit/log.ts";
import type { AuditRow } from "../../server/ports/audit.ts";
import type { Letter, Mailer } from "../../server/ports/mailer.ts";
import type { NotificationRow } from "../../server/ports/notifications.ts";
import { type FakeClock, fakeClock } from "./clock.ts";
import { type Backend, freshDatabase } from "./database.ts";
import { addPerson } from "./rows.ts";

/** The fields of all answers at once: a test knows which of them its route gives. */
export type Said = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly role: string;
  readonly state: string;
  readonly version: number;
  readonly members: number;
  readonly tasks: number;
  readonly mine: boolean;
  readonly you: boolean;
  readonly url: string;
  readonly sent: boolean;
  readonly expiresAt: string;
  readonly onlyFor: string | null;
  readonly invite: Said;
  readonly rows: readonly Said[];
  readonly next: string | null;
  readonly error: { readonly code: string; readonly message: string; readonly field?: string };
};
export type Answered = { status: number; body: Said };

/** The statuses of answers that came in any order, smallest first. */
export function statuses(answers: readonly Answered[]): number[] {
  return answers.map((it) => it.status).sort((a, b) => a - b);
}
/** Somebody who is signed in and asks over HTTP. */
export type Caller = { readonly id: string; ask(line: string, body?: unknown): Promise<Answered> };

export type GrindsHouse = {
  readonly db: Db;
  readonly clock: FakeClock;
  readonly mail: { configured: boolean; broken: boolean; readonly letters: Letter[] };
  readonly members: Members;
  readonly invites: Invites;
  /** Somebody with an account. */
  person(name?: string): Promise<Caller>;
  /** Nobody who is signed in. */
  readonly stranger: Caller;
  /** A grind of `owner` with others in it, each with a role; returns its id. */
  grind(owner: Caller, others?: readonly (readonly [Caller, "owner" | "moderator" | "member"])[]): Promise<string>;
  /** Notifications of somebody, newest first. */
  heard(caller: Caller): Promise<NotificationRow[]>;
  /** The audit, newest first. */
  noted(): Promise<AuditRow[]>;
  close(): Promise<void>;
};

/** Grinds on real adapters and a database of their own behind their routes, with time that stands still. */
export async function openGrinds(backend?: Backend): Promise<GrindsHouse> {
  const database = await freshDatabase({ backend, max: 10 });
  const { db } = database;
  const clock = fakeClock();
  const mail = { configured: false, broken: false, letters: [] as Letter[] };
  const { routes, audit, notifications, members, invites } = features(db, { clock, mail });
  const replies = pgReplies(db, clock);
  const callerOf = (me: { id: string; name: string } | null): Caller => {
    const app = served({ routes, replies }, me);
    return { id: me?.id ?? "", ask: (line, body) => ask(app, line, body) };
  };
  return {
    db,
    clock,
    mail,
    members,
    invites,
    stranger: callerOf(null),
    person: async (name = "Nova") => callerOf({ id: await addPerson(db, name), name }),
    async grind(owner, others = []) {
      const { body: { id: grindId } } = await owner.ask("POST /grinds", { name: "Late owls" });
      for (const [{ id: personId }, role] of others) {
        clock.pass(1000);
        await db.prisma.membership.create({ data: { grindId, personId, role, joinedAt: new Date(clock.now()) } });
      }
      return grindId;
    },
    heard: async (caller) => (await notifications.list(caller.id, { cursor: null, limit: 100 })).rows,
    noted: async () => (await audit.list({ cursor: null, limit: 100 })).rows,
    close: () => database.close(),
  };
}

function features(db: Db, { clock, mail }: { clock: FakeClock; mail: GrindsHouse["mail"] }) {
  const ids = uuidv7(clock);
  const kit = { clock, ids };
  const base = { ...kit, audit: pgAudit(db, kit), notifications: pgNotifications(db, kit) };
  const store = pgGrinds(db);
  const tasks = pgTasks(db);
  const members = makeMembers({ ...base, store });
  const invites = makeInvites({
    ...base,
    store: pgInvites(db),
    grinds: store,
    mailer: scriptedMailer(mail),
    limiter: pgLimiter(db),
  });
  const may = grindPermissions({
    ownGrind: (...who) => store.ownGrind(...who),
    seenTask: (...who) => tasks.seen(...who),
  });
  const routes = [
    ...grindRoutes({ grinds: makeGrinds({ ...base, store }), members, may }),
    ...inviteRoutes({ invites, may, clock }),
    ...taskRoutes({ tasks: makeTasks({ ...base, store: tasks }), may }),
  ];
  return { ...base, routes, members, invites };
}

/** Sends one request to routes. */
export async function ask(app: Hono, line: string, body: unknown): Promise<Answered> {
  const [method = "", path = ""] = line.split(" ");
  const sent = body === undefined
    ? {}
    : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await app.request(path, { method, ...sent });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as Said };
}

function scriptedMailer(mail: GrindsHouse["mail"]): Mailer {
  return {
    get configured() {
      return mail.configured;
    },
    send(letter) {
      if (mail.broken) return Promise.reject(new AppError("unavailable", "The mail server does not answer."));
      mail.letters.push(letter);
      return Promise.resolve();
    },
  };
}

type Served = Pick<Parameters<typeof api>[0], "routes" | "replies">;

/** Routes as one person reaches them. */
export function served({ routes, replies }: Served, person: { id: string; name: string } | null): Hono {
  const me = person && { personId: person.id, deviceId: person.id, name: person.name, admin: false };
  const app = api({
    routes,
    replies,
    askedOf: (c): Asked => ({
      requestId: "request",
      log: silentLog,
      address: "192.0.2.7",
      userAgent: "test",
      ourUrl: "https://grind.example",
      get params() {
        return c.req.param() as Record<string, string>;
      },
      token: null,
      bearer: null,
      who: () => Promise.resolve(me),
      keep: () => {},
      forget: () => {},
    }),
  });
  app.onError((error, c) => {
    const { status, body } = failureOf(error);
    if (status === 500) throw error; // a test should show what broke, not that something did
    return c.json(body, status);
  });
  return app;
}
