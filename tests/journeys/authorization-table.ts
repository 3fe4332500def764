import type { RouteName } from "../../proto/http.ts";
import type { Caller, Loose } from "../kit/caller.ts";
import { taskDraft } from "../kit/drafts.ts";
import { password } from "../kit/server.ts";
import {
  addConsent,
  addDevice,
  addFallback,
  addProof,
  addTrack,
  inDays,
  outsiders,
  type Role,
  roles,
  type World,
} from "../kit/tenants.ts";

/** What a route answers to each role when everything but the permission is in order. */
export type Line = {
  readonly status: Readonly<Record<Role, number>>;
  readonly sent: (world: World, caller: Caller) => Loose | Promise<Loose>;
  /** Done by a new account of the same role, because it ends the old one or its devices. */
  readonly ends?: true;
  /** Tells these roles something of the grind on purpose. */
  readonly tells?: readonly Role[];
};
type Statuses = Partial<Record<Role, number>>;
type Sent = Line["sent"];

const nothing: Sent = () => ({});
const line = (others: number, some: Statuses, sent: Sent, more: Partial<Line> = {}): Line => ({
  status: Object.fromEntries(
    roles.map((role) => [role, some[role] ?? (role === "nobody" || role === "blocked member" ? 401 : others)]),
  ) as Line["status"],
  sent,
  ...more,
});

/** Somebody who is signed out, or blocked, gets what everybody gets. */
const anyone = (status: number, sent: Sent, more: Partial<Line> = {}): Line =>
  line(status, { "nobody": status, "blocked member": status }, sent, more);
const signedIn = (status: number, sent: Sent = nothing, more: Partial<Line> = {}): Line => line(status, {}, sent, more);
/** 404 to whoever is not in the grind, 403 to whoever is and may not. */
const inGrind = (least: "member" | "moderator" | "owner", status: number, sent: Sent, some: Statuses = {}): Line => {
  const ranks = ["member", "moderator", "owner"] as const;
  const may = ranks.map((role) => [role, ranks.indexOf(role) >= ranks.indexOf(least) ? status : 403]);
  return line(404, { ...Object.fromEntries(may) as Statuses, ...some }, sent);
};
const admin = (status: number, sent: Sent = nothing): Line =>
  line(404, { "instance admin": status }, sent, { tells: ["instance admin"] });
const interviewOwner = (status: number, sent: Sent): Line => line(404, { member: status }, sent);

const grind: Sent = ({ grindId }) => ({ params: { id: grindId } });
const task: Sent = ({ taskId }) => ({ params: { id: taskId } });
const session: Sent = ({ sessionId }) => ({ params: { id: sessionId } });
const interview: Sent = ({ interviewId }) => ({ params: { id: interviewId } });
const track: Sent = async (world) => ({ params: { id: world.interviewId, trackId: await addTrack(world) } });
const fallback: Sent = async (world) => ({ params: { id: world.interviewId, trackId: await addFallback(world) } });
const member: Sent = ({ grindId, cast }) => ({ params: { id: grindId, personId: cast.member.id } });
const person: Sent = ({ cast }) => ({ params: { id: cast["removed member"].id } });
const invite: Sent = ({ token }) => ({ params: { token } });
const withBody = (sent: Sent, body: unknown): Sent => async (world, caller) => ({
  ...await sent(world, caller),
  body,
});
const soon = (): string => new Date(Date.now() + 60_000).toISOString();
let newcomers = 0;

/** Who may what, for every route there is. A route without a line here does not compile. */
export const table: Readonly<Record<RouteName, Line>> = {
  "GET /instance": anyone(200, nothing),
  "POST /account/sign-up": anyone(201, () => ({
    body: { name: "Newcomer", email: `newcomer-${++newcomers}@example.com`, password },
  }), { ends: true }),
  "POST /account/sign-in": anyone(200, async ({ server }) => ({
    body: { email: (await server.known("Returning")).email, password },
  }), { ends: true }),
  "POST /account/sign-out": anyone(204, nothing, { ends: true }),
  "POST /account/forgot": anyone(202, () => ({ body: { email: `forgetful-${++newcomers}@example.com` } })),
  "POST /account/reset": anyone(204, async (world) => ({
    body: { token: await addProof(world, "reset_password"), password: "another long password" },
  })),
  "POST /account/verify-email": anyone(204, async (world) => ({
    body: { token: await addProof(world, "verify_email") },
  })),
  "GET /me": signedIn(200),
  "PATCH /me": signedIn(200, withBody(nothing, { name: "Understudy too", version: 1 }), { ends: true }),
  "POST /me/password": signedIn(204, withBody(nothing, { current: password, next: "another long password" }), {
    ends: true,
  }),
  "POST /me/verify-email": signedIn(202),
  "GET /me/devices": signedIn(200),
  "DELETE /me/devices": signedIn(204, nothing, { ends: true }),
  "DELETE /me/devices/:id": line(404, { member: 204 }, async (world) => ({
    params: { id: await addDevice(world, world.cast.member) },
  })),
  "POST /me/delete": signedIn(204, withBody(nothing, { password }), { ends: true }),
  "GET /me/keeping": signedIn(200),
  "PUT /me/keeping": signedIn(200, withBody(nothing, { days: 30 })),
  "GET /home": signedIn(200),
  "GET /notifications": signedIn(200, nothing, { tells: ["removed member"] }),
  "POST /notifications/read": signedIn(204),
  "GET /grinds": signedIn(200),
  "POST /grinds": signedIn(201, withBody(nothing, { name: "One more" }), { ends: true }),
  "GET /grinds/:id": inGrind("member", 200, grind),
  "PATCH /grinds/:id": inGrind("owner", 200, withBody(grind, { name: "Renamed", version: 1 })),
  "DELETE /grinds/:id": inGrind("owner", 204, grind),
  "GET /grinds/:id/keeping": inGrind("member", 200, grind),
  "PUT /grinds/:id/keeping": inGrind("owner", 200, withBody(grind, { days: 30 })),
  "GET /grinds/:id/members": inGrind("member", 200, grind),
  "PATCH /grinds/:id/members/:personId": inGrind("owner", 200, withBody(member, { role: "moderator" })),
  "DELETE /grinds/:id/members/:personId": inGrind("moderator", 204, member),
  "POST /grinds/:id/leave": inGrind("member", 204, grind, { owner: 409 }),
  "GET /grinds/:id/invites": inGrind("moderator", 200, grind),
  "POST /grinds/:id/invites": inGrind("moderator", 201, withBody(grind, { kind: "link" })),
  "DELETE /grinds/:id/invites/:inviteId": inGrind("moderator", 204, ({ grindId, inviteId }) => ({
    params: { id: grindId, inviteId },
  })),
  "GET /invites/:token": anyone(200, invite, { tells: [...outsiders] }),
  "POST /invites/:token/accept": signedIn(200, invite, { tells: [...outsiders] }),
  "GET /tasks": signedIn(200),
  "GET /grinds/:id/tasks": inGrind("member", 200, grind),
  "POST /grinds/:id/tasks": inGrind("moderator", 201, withBody(grind, taskDraft())),
  "GET /tasks/:id": inGrind("member", 200, task),
  "PATCH /tasks/:id": inGrind("moderator", 200, withBody(task, { ...taskDraft(), version: 1 })),
  "DELETE /tasks/:id": inGrind("moderator", 204, task),
  "GET /grinds/:id/sessions": inGrind("member", 200, grind),
  "POST /grinds/:id/sessions": inGrind(
    "member",
    201,
    withBody(grind, { mode: "open", when: { kind: "now", timeZone: "Europe/Lisbon" } }),
  ),
  "GET /sessions/current": signedIn(200),
  "GET /sessions/:id": inGrind("member", 200, session),
  "PATCH /sessions/:id": inGrind("moderator", 200, async (world, caller) => ({
    ...await session(world, caller),
    body: {
      taskId: null,
      mode: "open",
      local: inDays(9),
      timeZone: "UTC",
      firstSeatId: null,
      minutes: 45,
      version: 1,
    },
  })),
  "DELETE /sessions/:id": inGrind("moderator", 204, session),
  "POST /sessions/:id/rsvp": inGrind("member", 200, withBody(session, { answer: "maybe" })),
  "GET /sessions/:id/rsvps": inGrind("member", 200, session),
  "GET /sessions/:id/consents": inGrind("member", 200, session),
  "POST /sessions/:id/consents": inGrind("member", 200, withBody(session, { given: ["record"] })),
  "GET /grinds/:id/calendar": inGrind("member", 200, grind),
  "POST /grinds/:id/calendar": inGrind("member", 201, grind),
  "DELETE /grinds/:id/calendar": inGrind("member", 204, grind),
  "GET /connection": signedIn(200),
  "POST /interviews": inGrind("member", 201, ({ taskId, grindId }) => ({ body: { taskId, grindId, mode: "ai" } })),
  "GET /interviews/history": signedIn(200),
  "GET /interviews/current": signedIn(200),
  "GET /interviews/:id": interviewOwner(200, interview),
  "POST /interviews/:id/room": interviewOwner(200, interview),
  "POST /interviews/:id/status": interviewOwner(200, withBody(interview, { status: "ERROR" })),
  "DELETE /interviews/:id": interviewOwner(204, interview),
  "GET /interviews/:id/transcript": interviewOwner(200, interview),
  // Its owner sees the interview, and is no worker.
  "POST /interviews/:id/transcript": interviewOwner(403, withBody(interview, { entries: [], endedAt: soon() })),
  "POST /interviews/:id/token": interviewOwner(200, interview),
  "GET /interviews/:id/take": interviewOwner(200, interview),
  "DELETE /interviews/:id/take": interviewOwner(204, interview),
  "DELETE /interviews/:id/tracks/:trackId": interviewOwner(204, track),
  "POST /interviews/:id/tracks/:trackId/link": interviewOwner(200, track),
  "GET /takes/heard": signedIn(200),
  "DELETE /interviews/:id/consents/:purpose": interviewOwner(204, async (world) => ({
    params: { id: world.interviewId, purpose: await addConsent(world) },
  })),
  "POST /interviews/:id/audio": interviewOwner(201, withBody(interview, { sinceMs: 200 })),
  "GET /interviews/:id/audio/:trackId": interviewOwner(200, fallback),
  "PUT /interviews/:id/audio/:trackId": interviewOwner(200, async (world, caller) => ({
    ...await fallback(world, caller),
    query: { offset: 0 },
    body: new Uint8Array(0),
  })),
  "GET /admin/overview": admin(200),
  "GET /admin/people": admin(200),
  "POST /admin/people/:id/reset": admin(201, person),
  "PATCH /admin/people/:id": admin(200, withBody(person, { admin: false })),
  "DELETE /admin/people/:id": admin(204, async ({ server }) => ({
    params: { id: (await server.known("Unwanted")).id },
  })),
  "GET /admin/spending": admin(200),
  "GET /admin/audit": admin(200),
};
