import process from "node:process";
import packageJson from "../package.json" with { type: "json" };
import { makeAccounts } from "./accounts/accounts.ts";
import { openIdProvider } from "./adapters/identity/oidc.ts";
import { openMasterKey } from "./adapters/keys/master-key-file.ts";
import { smtpMailer } from "./adapters/notify/mail.ts";
import { scryptPasswords } from "./adapters/passwords/scrypt.ts";
import type { Db } from "./adapters/pg/db.ts";
import { withNodeLock } from "./adapters/pg/node-lock.ts";
import { seedCatalogue } from "./adapters/pg/seed-catalogue.ts";
import { closeDemo, seedDemo } from "./adapters/pg/seed-demo.ts";
import { seedDemoWeekly } from "./adapters/pg/seed-demo-weekly.ts";
import { pgStores } from "./adapters/pg/stores.ts";
import { catalogue } from "./catalogue/index.ts";
import type { Config } from "./config.ts";
import type { Purpose, Role } from "../proto/live/words.ts";
import { grindPermissions } from "./edge/grind-permissions.ts";
import { accountRoutes } from "./edge/routes/account.ts";
import { adminRoutes } from "./edge/routes/admin.ts";
import { calendarRoutes } from "./edge/routes/calendar.ts";
import { grindRoutes } from "./edge/routes/grinds.ts";
import { homeRoutes } from "./edge/routes/home.ts";
import { interviewRoutes } from "./edge/routes/interviews.ts";
import { inviteRoutes } from "./edge/routes/invites.ts";
import { oidcRoutes } from "./edge/routes/oidc.ts";
import { sessionRoutes } from "./edge/routes/sessions.ts";
import { taskRoutes } from "./edge/routes/tasks.ts";
import { makeGrinds } from "./grinds/grinds.ts";
import { makeInvites } from "./grinds/invites.ts";
import { makeMembers } from "./grinds/members.ts";
import { makeTasks } from "./grinds/tasks.ts";
import { makeInterviews } from "./interviews/interviews.ts";
import type { Clock } from "./kit/clock.ts";
import { Emitter } from "./kit/emitter.ts";
import type { Ids } from "./kit/ids.ts";
import type { Log } from "./kit/log.ts";
import type { Scope } from "./kit/scope.ts";
import type { Passwords } from "./ports/passwords.ts";
import { demoEmail } from "./ports/people.ts";
import { Sweeper } from "./retention/sweeper.ts";
import { makeCalendars } from "./sessions/calendars.ts";
import { makeSessions } from "./sessions/sessions.ts";
import { makeSessionSweeps } from "./sessions/sweeps.ts";

const { version } = packageJson;
const runtime = process.versions.deno ? `Deno ${process.versions.deno}` : `Node ${process.versions.node}`;
/** Published on the sign-in page while the demo account is offered. */
const demoPassword = "try grindstone";
const sweepEveryMs = 10 * 60_000;
const remindEveryMs = 60_000;

/** What everything here is given: its time, its ids, where it writes, and how long it lives. */
export type Kit = { readonly clock: Clock; readonly ids: Ids; readonly log: Log; readonly scope: Scope };
/** An account that everybody may look around with. */
export type Demo = { readonly email: string; readonly password: string };

/** What happens in one part of the house and concerns another. */
export type Happened = {
  signedOut: [deviceIds: readonly string[]];
  memberChanged: [change: { grindId: string; personId: string; role: Role | null }];
  grindDeleted: [grindId: string];
  /** Somebody said what may be recorded of them in a session. */
  consented: [said: { sessionId: string; personId: string; given: readonly Purpose[] }];
};
export type Features = Awaited<ReturnType<typeof buildFeatures>>;

/** Picks the adapters that features stand on, builds the features and names their routes. */
export async function buildFeatures(config: Config, { clock, ids, log, scope }: Kit, db: Db) {
  const mailer = scope.own(smtpMailer(config.mail), (it) => it.close());
  const passwords = scryptPasswords();
  const demo = await offerDemo(config, db, { clock, ids, passwords });
  await seedCatalogue(db, { tasks: catalogue, clock, ids, log });
  if (demo) await seedDemoWeekly(db, { clock, ids, timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone });
  const master = await openMasterKey({ file: config.masterKeyFile, dataDir: config.dataDir });
  const stores = pgStores(db, { clock, ids, master });
  await stores.keys.pin();

  const base = { ...stores, mailer, clock, ids };
  const happened = new Emitter<Happened>((error, event) => log.error("a listener failed", { event, error }));
  const grinds = makeGrinds({ ...base, store: stores.grinds, onDeleted: (id) => happened.emit("grindDeleted", id) });
  const members = makeMembers({
    ...base,
    store: stores.grinds,
    onChanged: (change) => happened.emit("memberChanged", change),
  });
  const invites = makeInvites({ ...base, store: stores.invites });
  const tasks = makeTasks({ ...base, store: stores.tasks });
  const interviews = makeInterviews({ ...base, store: stores.interviews });
  const sessions = makeSessions({
    ...base,
    store: stores.sessions,
    onConsent: (said) => happened.emit("consented", said),
  });
  const sweeps = makeSessionSweeps({ ...base, store: stores.sessions });
  const calendars = makeCalendars({ store: stores.calendars, clock });
  const accounts = makeAccounts({
    ...base,
    passwords,
    log,
    signUp: config.signUp,
    demo: demo !== null,
    lookInvite: invites.lookInvite,
    useInvite: invites.accept,
    beforeLeaving: members.beforeLeaving,
    onSignedOut: (deviceIds) => happened.emit("signedOut", deviceIds),
  });
  scope.own(accounts, (it) => it.settled());
  const alone = (work: () => Promise<void>) => withNodeLock(db.pool, "sweeps", work);
  Sweeper.open({
    sweeps: [
      { name: "weekly sessions", run: sweeps.extend },
      { name: "sessions that nobody is in", run: sweeps.tidy },
      { name: "devices and links", run: async () => sum(await accounts.sweep()) },
      { name: "replies", run: (now) => stores.replies.sweep(now) },
      { name: "tries", run: () => stores.limiter.sweep() },
    ],
    alone,
    everyMs: sweepEveryMs,
    clock,
    log,
  }, scope);
  const reminders = { name: "reminders", run: sweeps.remind };
  Sweeper.open({ sweeps: [reminders], alone, everyMs: remindEveryMs, clock, log }, scope);

  const may = grindPermissions({ ownGrind: stores.grinds.ownGrind, seenTask: stores.tasks.seen });
  const routes = [
    ...accountRoutes({ accounts, instance: { oidc: config.oidc && { name: config.oidc.name }, demo, version } }),
    ...homeRoutes({ ...stores, clock }),
    ...grindRoutes({ grinds, members, may }),
    ...inviteRoutes({ invites, may, clock }),
    ...taskRoutes({ tasks, may }),
    ...sessionRoutes({ sessions, may }),
    ...calendarRoutes({ calendars, may }),
    ...interviewRoutes(interviews),
    ...adminRoutes({ accounts, setup: setupOf(config) }),
  ];
  const elsewhere = config.oidc && { provider: openIdProvider(config.oidc), secret: config.oidc.clientSecret };
  const redirects = oidcRoutes({ accounts, elsewhere, clock });
  return { accounts, stores, master, routes, calendars, redirects, demo, happened };
}

type DemoKit = Pick<Kit, "clock" | "ids"> & { readonly passwords: Passwords };

/** The demo account where only this machine can reach us; elsewhere it is closed, because its password is published. */
async function offerDemo(config: Config, db: Db, { clock, ids, passwords }: DemoKit): Promise<Demo | null> {
  if (!config.demo) return await closeDemo(db, { clock }).then(() => null);
  const open = await seedDemo(db, { clock, ids, passwordHash: () => passwords.hash(demoPassword) });
  return open ? { email: demoEmail, password: demoPassword } : null;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, it) => total + it, 0);
}

function setupOf({ database, mail, signUp, http }: Config) {
  return { version, runtime, database: database.kind, mail: mail !== null, signUp, publicUrl: http.publicUrl };
}
