import process from "node:process";
import packageJson from "../package.json" with { type: "json" };
import { makeAccounts } from "./accounts/accounts.ts";
import { openIdProvider } from "./adapters/identity/oidc.ts";
import { smtpMailer } from "./adapters/notify/mail.ts";
import type { Db } from "./adapters/pg/db.ts";
import { withNodeLock } from "./adapters/pg/node-lock.ts";
import { outsideServices } from "./compose-interviewer.ts";
import type { Kit } from "./compose-kit.ts";
import type { OpenRecordings } from "./compose-recordings.ts";
import type { Base } from "./compose-stores.ts";
import type { Config } from "./config.ts";
import type { Purpose, Role } from "../proto/live/words.ts";
import { grindPermissions } from "./edge/grind-permissions.ts";
import { interviewOwner } from "./edge/interview-permissions.ts";
import { accountRoutes } from "./edge/routes/account.ts";
import { adminRoutes } from "./edge/routes/admin.ts";
import { calendarRoutes } from "./edge/routes/calendar.ts";
import { grindRoutes } from "./edge/routes/grinds.ts";
import { homeRoutes } from "./edge/routes/home.ts";
import { interviewRoutes } from "./edge/routes/interviews.ts";
import { inviteRoutes } from "./edge/routes/invites.ts";
import { keepingRoutes } from "./edge/routes/keeping.ts";
import { oidcRoutes } from "./edge/routes/oidc.ts";
import { sessionRoutes } from "./edge/routes/sessions.ts";
import { takeRoutes } from "./edge/routes/takes.ts";
import { taskRoutes } from "./edge/routes/tasks.ts";
import { transcriptRoutes } from "./edge/routes/transcripts.ts";
import { workersOf } from "./edge/workers.ts";
import { makeGrinds } from "./grinds/grinds.ts";
import { makeInvites } from "./grinds/invites.ts";
import { makeMembers } from "./grinds/members.ts";
import { makeTasks } from "./grinds/tasks.ts";
import { type Interviews, makeInterviews } from "./interviews/interviews.ts";
import { makeTickets } from "./interviews/tokens.ts";
import { makeInterviewWords } from "./interviews/words.ts";
import { Emitter } from "./kit/emitter.ts";
import type { Floor } from "./recorder/floor.ts";
import type { Erasing } from "./recorder/erasing.ts";
import type { Transcripts } from "./ports/transcripts.ts";
import { makeKeeping } from "./retention/keeping.ts";
import { Sweeper } from "./retention/sweeper.ts";
import { makeCalendars } from "./sessions/calendars.ts";
import { makeSessions, type Sessions } from "./sessions/sessions.ts";
import { makeSessionSweeps } from "./sessions/sweeps.ts";

const { version } = packageJson;
const runtime = process.versions.deno ? `Deno ${process.versions.deno}` : `Node ${process.versions.node}`;
const sweepEveryMs = 10 * 60_000;
const remindEveryMs = 60_000;

/** What happens in one part of the house and concerns another. */
export type Happened = {
  signedOut: [deviceIds: readonly string[]];
  memberChanged: [change: { grindId: string; personId: string; role: Role | null }];
  grindDeleted: [grindId: string];
  /** An interview was ended, by its owner or a worker and not in its room. */
  interviewEnded: [interviewId: string];
  /** Somebody said what may be recorded of them in a session. */
  consented: [said: { sessionId: string; personId: string; given: readonly Purpose[] }];
};
type Parts = Base & { readonly db: Db; readonly floor: Floor; readonly recordings: OpenRecordings };
export type Features = Awaited<ReturnType<typeof buildFeatures>>;

/** Picks the adapters that features stand on, builds the features and names their routes. */
export async function buildFeatures(config: Config, { clock, ids, log, scope }: Kit, parts: Parts) {
  const { db, passwords, demo, recordings } = parts;
  const stores = { ...parts.stores, liveRooms: recordings.liveRooms };
  const mailer = scope.own(smtpMailer(config.mail), (it) => it.close());

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
  const onEnded = (interviewId: string): void => happened.emit("interviewEnded", interviewId);
  const interviews = makeInterviews({
    ...base,
    store: stores.interviews,
    beforeRemoval: ({ id, ownerId }) => recordings.erasing.erase(id, ownerId),
    onEnded,
  });
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
    async beforeLeaving(personId, how) {
      await members.beforeLeaving(personId, how);
      await recordings.erasing.leave(personId);
      await stores.transcripts.forget(personId);
    },
    onSignedOut: (deviceIds) => happened.emit("signedOut", deviceIds),
  });
  scope.own(accounts, (it) => it.settled());
  const alone = (work: () => Promise<void>) => withNodeLock(db.pool, "sweeps", work);
  Sweeper.open({
    sweeps: [
      { name: "weekly sessions", run: sweeps.extend },
      { name: "sessions that nobody is in", run: sweeps.tidy },
      { name: "devices and links", run: async () => sum(await accounts.sweep()) },
      { name: "tokens of interviews", run: (now) => stores.interviewTokens.sweep(now) },
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

  const isWorker = workersOf(config.workerSecret);
  const nameOf = async (id: string) => (await stores.people.byId(id))?.name;
  const words = makeInterviewWords({ ...base, nameOf, onEnded });
  const tickets = makeTickets({
    ...{ tokens: stores.interviewTokens, alone: sessions.alone, clock },
    nodeOf: async (sessionId) => await stores.liveRooms.holder(sessionId) ?? config.http.nodeName,
  });
  const keeping = makeKeeping({ ...base, ...config, store: stores.keepings });
  const may = grindPermissions({ ownGrind: stores.grinds.ownGrind, seenTask: stores.tasks.seen });
  const routes = [
    ...accountRoutes({ accounts, instance: { oidc: config.oidc && { name: config.oidc.name }, demo, version } }),
    ...homeRoutes({ ...stores, clock }),
    ...grindRoutes({ grinds, members, may }),
    ...inviteRoutes({ invites, may, clock }),
    ...taskRoutes({ tasks, may }),
    ...sessionRoutes({ sessions, may, outside: outsideServices(config) }),
    ...calendarRoutes({ calendars, may }),
    ...interviewRoutes(interviews, { ...sessions, isWorker }),
    ...transcriptRoutes({ interviews, words, tickets, isWorker }),
    ...takeRoutes({
      recordings,
      mine: interviewOwner(interviews),
      nameOf,
      ownerOf: async (id) => (await interviews.find(id))?.ownerId,
      withdraw: withdrawal({ ...stores, interviews, sessions, erasing: recordings.erasing }),
      keptDays: keeping.daysOf,
      clock,
    }),
    ...keepingRoutes({ keeping, may }),
    ...adminRoutes({
      ...{ accounts, setup: setupOf(config), space: parts.floor, clock },
      ...{ spending: stores.spending, spendingLimits: config.gemini?.minutes ?? null },
    }),
  ];
  const elsewhere = config.oidc && { provider: openIdProvider(config.oidc), secret: config.oidc.clientSecret };
  const redirects = oidcRoutes({ accounts, elsewhere, clock });
  return { accounts, interviews, tickets, stores, master: parts.master, routes, calendars, redirects, demo, happened };
}

type Withdrawing = {
  readonly interviews: Pick<Interviews, "find">;
  readonly sessions: Pick<Sessions, "consents" | "consent">;
  readonly erasing: Pick<Erasing, "withdraw">;
  readonly transcripts: Pick<Transcripts, "enforce">;
};

/** While an interview runs, its room has to hear of it too, so that it shows who is recorded. */
function withdrawal({ interviews, sessions, erasing, transcripts }: Withdrawing): Erasing["withdraw"] {
  return async (interviewId, { personId, purpose }) => {
    const { status, sessionId } = await interviews.find(interviewId) ?? { status: "COMPLETED", sessionId: null };
    const given = status === "IN_PROGRESS" && sessionId !== null ? await sessions.consents(personId, sessionId) : null;
    if (sessionId !== null && given?.includes(purpose)) {
      await sessions.consent({ sessionId, personId, given: given.filter((it) => it !== purpose) });
    } else {
      await erasing.withdraw(interviewId, { personId, purpose });
      await transcripts.enforce(interviewId);
    }
  };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, it) => total + it, 0);
}

function setupOf({ database, mail, signUp, http, s3 }: Config) {
  const recordings = s3 ? "object store" as const : "disk" as const;
  const { publicUrl } = http;
  return { version, runtime, database: database.kind, mail: mail !== null, signUp, publicUrl, recordings };
}
