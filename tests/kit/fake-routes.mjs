import { found, page, Refused } from "./fake-answers.mjs";
import { before, id } from "./fake-data.mjs";
import { grindRoutes, taskRoutes } from "./fake-grinds.mjs";
import { makeAlone, sessionRoutes } from "./fake-sessions.mjs";

/** Every route of the contract, as name and work. */
export function makeRoutes(world, state) {
  return Object.entries({
    ...accountRoutes(world, state),
    ...grindRoutes(world),
    ...taskRoutes(world),
    ...interviewRoutes(world),
    ...sessionRoutes(world),
    ...adminRoutes(world),
  });
}

const own = ({ password: _, ...me }) => me;

function accountRoutes(world, state) {
  const { me } = world;
  return {
    "GET /instance": () => ({
      signUp: state.signUp,
      empty: state.empty,
      mail: false,
      oidc: { name: "Example SSO" },
      demo: { email: me.email, password: me.password },
      version: "0.1.0",
    }),
    "POST /account/sign-in": ({ body }) => {
      if (body.password !== me.password) {
        throw new Refused(
          401,
          "unauthenticated",
          "This e-mail and password do not belong together. Nothing was changed; try again or set a new password.",
          "password",
        );
      }
      state.signedIn = true;
      return own(me);
    },
    "POST /account/sign-up": ({ body }) => {
      if (body.password.length < 10) throw new Refused(400, "bad-request", "Use at least 10 characters.", "password");
      Object.assign(me, { name: body.name, email: body.email });
      state.signedIn = true;
      return own(me);
    },
    "POST /account/sign-out": () => void (state.signedIn = false),
    "POST /account/forgot": () => ({ by: "admin" }),
    "POST /account/reset": () => undefined,
    "POST /account/verify-email": () => void (me.emailVerified = true),
    "GET /me": () => own(me),
    "PATCH /me": ({ body }) => own(Object.assign(me, { name: body.name, version: me.version + 1 })),
    "POST /me/password": ({ body }) => {
      if (body.current !== me.password) {
        throw new Refused(400, "bad-request", "This is not your current password.", "current");
      }
    },
    "POST /me/verify-email": () => ({ sent: false }),
    "GET /me/devices": () => ({ rows: world.devices }),
    "DELETE /me/devices": () => void world.devices.splice(1),
    "DELETE /me/devices/:id": ({ params }) =>
      void world.devices.splice(world.devices.findIndex((it) => it.id === params.id), 1),
    "POST /me/delete": () => void (state.signedIn = false),
    "GET /me/keeping": () => ({ days: state.keptDays ?? null, mostDays: 90 }),
    "PUT /me/keeping": ({ body }) => ({ days: state.keptDays = body.days, mostDays: 90 }),
    "GET /home": () => ({
      live: world.sessions.filter((it) => it.state === "live"),
      next: world.sessions.filter((it) => it.state === "scheduled").slice(0, 3),
      ready: world.interviews.filter((it) => it.status === "COMPLETED").slice(0, 4),
      unread: world.notifications.filter((it) => it.readAt === null).length,
    }),
    "GET /notifications": ({ query }) => page(world.notifications, query),
    "POST /notifications/read": () => world.notifications.forEach((it) => it.readAt ??= new Date().toISOString()),
  };
}

function interviewRoutes(world) {
  const one = (params) => found(world.interviews.find((it) => it.id === params.id));
  return {
    "GET /interviews/history": ({ query }) =>
      page(
        world.interviews.filter((it) =>
          (!query.status || it.status === query.status) && (!query.kind || it.task?.kind === query.kind) &&
          (it.task?.title ?? "").toLowerCase().includes((query.q ?? "").toLowerCase())
        ),
        query,
      ),
    "GET /interviews/current": () => ({ interview: null }),
    "POST /interviews": ({ body }) => {
      const task = found(world.tasks.find((it) => it.id === body.taskId));
      const made = {
        id: id(),
        task: { id: task.id, title: task.title, kind: task.kind, difficulty: task.difficulty },
        grindId: body.grindId ?? null,
        sessionId: null,
        mode: body.mode,
        status: "PENDING",
        reason: null,
        endedAs: null,
        createdAt: new Date().toISOString(),
        startedAt: null,
        endedAt: null,
        version: 1,
      };
      world.interviews.unshift(made);
      return made;
    },
    "GET /interviews/:id": ({ params }) => one(params),
    "GET /interviews/:id/take": ({ params }) => (one(params), { take: null }),
    "GET /interviews/:id/transcript": ({ params }) => (one(params), { transcript: null }),
    "POST /interviews/:id/room": ({ params }) => ({ sessionId: makeAlone(world, one(params)).id }),
    "DELETE /interviews/:id": ({ params }) => void world.interviews.splice(world.interviews.indexOf(one(params)), 1),
  };
}

function adminRoutes(world) {
  const { me } = world;
  const people = [me, ...world.people].map((it, k) => ({
    id: it.id,
    name: it.name,
    email: it.email ?? `${it.name.split(" ")[0].toLowerCase()}@example.org`,
    admin: it === me,
    blocked: k === 5,
    createdAt: before(world.now, 900 - k * 40),
    lastSeenAt: k === 6 ? null : before(world.now, k * 9),
    grinds: 3 - (k % 3),
    interviews: k * 4,
  }));
  const one = (params) => found(people.find((it) => it.id === params.id));
  return {
    "GET /admin/overview": () => ({
      people: 7,
      grinds: 3,
      interviews: 1280,
      version: "0.1.0",
      runtime: "Deno 2.9.5",
      database: "embedded",
      mail: false,
      signUp: "open",
      publicUrl: "http://127.0.0.1:4720",
      recordings: "disk",
      room: "enough",
      freeBytes: 81_400_000_000,
    }),
    "GET /admin/people": ({ query }) =>
      page(
        people.filter((it) => `${it.name} ${it.email}`.toLowerCase().includes((query.q ?? "").toLowerCase())),
        query,
      ),
    "POST /admin/people/:id/reset": () => ({
      url: `http://127.0.0.1:4720/reset#token=${"b".repeat(43)}`,
      expiresAt: before(world.now, -24),
    }),
    "PATCH /admin/people/:id": ({ params, body }) => {
      if (params.id === me.id && body.admin === false) {
        throw new Refused(409, "conflict", "The last admin stays one. Make somebody else an admin first.");
      }
      return Object.assign(one(params), body);
    },
    "DELETE /admin/people/:id": ({ params }) => void people.splice(people.indexOf(one(params)), 1),
    "GET /admin/spending": () => spending(world),
    "GET /admin/audit": ({ query }) => page(world.audit, query),
  };
}

/** A week of the service outside, by two people in one grind and one alone. */
function spending({ me, people, grinds, now }) {
  const day = (at) => before(now, at * 24).slice(0, 10);
  const [grind] = grinds;
  const row = (at, person, inGrind, seconds) => ({
    day: day(at),
    provider: "Gemini",
    personId: person.id,
    personName: person.name,
    grindId: inGrind && grind ? grind.id : null,
    grindName: inGrind && grind ? grind.name : null,
    seconds,
  });
  const other = people.find((it) => it.id !== me.id) ?? me;
  const rows = [
    row(0, me, true, 2_640),
    row(0, other, true, 1_815),
    row(1, me, false, 900),
    row(3, other, true, 3_120),
  ];
  const days = [...new Set(rows.map((it) => it.day))].map((it) => ({
    day: it,
    provider: "Gemini",
    seconds: rows.filter((one) => one.day === it).reduce((sum, one) => sum + one.seconds, 0),
  }));
  return { limits: { person: 120, grind: 600, instance: 1_800 }, days, rows };
}
