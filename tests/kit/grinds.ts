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
import type { NotificationRow, Notifications } from "../../server/ports/notifications.ts";
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
  readonly notifications: Notifications;
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
  const { db, close } = await freshDatabase({ backend, max: 10 });
  const clock = fakeClock();
  const ids = uuidv7(clock);
  const mail = { configured: false, broken: false, letters: [] as Letter[] };
  const audit = pgAudit(db, { clock, ids });
  const notifications = pgNotifications(db, { clock, ids });
  const store = pgGrinds(db);
  const tasks = pgTasks(db);
  const base = { audit, notifications, clock, ids };
  const members = makeMembers({ store, ...base });
  const invites = makeInvites({
    store: pgInvites(db),
    grinds: store,
    mailer: scriptedMailer(mail),
    limiter: pgLimiter(db),
    ...base,
  });
  const may = grindPermissions({
    ownGrind: (...who) => store.ownGrind(...who),
    seenTask: (...who) => tasks.seen(...who),
  });
  const routes = [
    ...grindRoutes({ grinds: makeGrinds({ store, ...base }), members, may }),
    ...inviteRoutes({ invites, may, clock }),
    ...taskRoutes({ tasks: makeTasks({ store: tasks, ...base }), may }),
  ];
  const names = new Map<string, string>();
  const ask = async (personId: string | null, line: string, body?: unknown): Promise<Answered> => {
    const app = new Hono().route("/", served(routes, pgReplies(db, clock), personId, names));
    const [method = "", path = ""] = line.split(" ");
    const sent = body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await app.request(path, { method, ...sent });
    const text = await response.text();
    return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as Said };
  };
  return {
    db,
    clock,
    mail,
    members,
    invites,
    notifications,
    stranger: { id: "", ask: (line, body) => ask(null, line, body) },
    async person(name = "Nova") {
      const id = await addPerson(db, name);
      names.set(id, name);
      return { id, ask: (line, body) => ask(id, line, body) };
    },
    async grind(owner, others = []) {
      const { body } = await owner.ask("POST /grinds", { name: "Late owls" });
      for (const [{ id: personId }, role] of others) {
        clock.pass(1000);
        await db.prisma.membership.create({
          data: { grindId: body.id, personId, role, joinedAt: new Date(clock.now()) },
        });
      }
      return body.id;
    },
    heard: async (caller) => (await notifications.list(caller.id, { cursor: null, limit: 100 })).rows,
    noted: async () => (await audit.list({ cursor: null, limit: 100 })).rows,
    close,
  };
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

function served(
  routes: Parameters<typeof api>[0]["routes"],
  replies: Parameters<typeof api>[0]["replies"],
  personId: string | null,
  names: ReadonlyMap<string, string>,
): Hono {
  const me = personId === null ? null : { personId, deviceId: personId, name: names.get(personId) ?? "", admin: false };
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
