import type { OutsideService, Session as ShownSession } from "../../../proto/http/sessions.ts";
import { needs } from "../../domain/grind.ts";
import type { SessionRow } from "../../ports/sessions.ts";
import type { Sessions } from "../../sessions/sessions.ts";
import type { GrindPermissions } from "../grind-permissions.ts";
import { signedIn } from "../permission.ts";
import { type Route, route } from "../route.ts";
import { leads, type SessionPermissions, sessionPermissions } from "../session-permissions.ts";

type Options = {
  readonly sessions: Sessions;
  readonly may: GrindPermissions;
  /** Who outside would hear people in a session that an AI interviewer leads. */
  readonly outside: readonly OutsideService[];
};

/** Sessions over HTTP. */
export function sessionRoutes({ sessions, may, outside }: Options): Route[] {
  const shownSession = shownWith(outside);
  const { reader, leader } = sessionPermissions((...who) => sessions.find(...who));
  return [
    route(may[needs.see], "GET /grinds/:id/sessions", async ({ query, granted: { me, grind } }) => {
      const page = { cursor: query.cursor ?? null, limit: query.limit };
      const at = { personId: me.personId, grindId: grind.id, which: query.which };
      const { rows, next } = await sessions.list(at, page);
      return { rows: rows.map((it) => shownSession(it, me.personId)), next };
    }),
    route(may[needs.schedule], "POST /grinds/:id/sessions", async ({ body, granted: { me, grind } }) => {
      return shownSession(await sessions.make(me, grind, body), me.personId);
    }),
    // Before /sessions/:id, which would take "current" for an id.
    route(signedIn, "GET /sessions/current", async ({ granted: { personId } }) => {
      const session = await sessions.current(personId);
      return { session: session && shownSession(session, personId) };
    }),
    route(reader, "GET /sessions/:id", ({ granted: { me, session } }) => {
      return Promise.resolve(shownSession(session, me.personId));
    }),
    route(leader, "PATCH /sessions/:id", async ({ body, granted: { me, session } }) => {
      return shownSession(await sessions.change(me, session, body), me.personId);
    }),
    route(leader, "DELETE /sessions/:id", async ({ query, granted: { me, session } }) => {
      await sessions.cancel(me, session, query.series);
      return undefined;
    }),
    ...saidRoutes({ sessions, reader, shownSession }),
  ];
}

type Said = {
  readonly sessions: Sessions;
  readonly reader: SessionPermissions["reader"];
  readonly shownSession: ReturnType<typeof shownWith>;
};

function saidRoutes({ sessions, reader, shownSession }: Said): Route[] {
  return [
    route(reader, "POST /sessions/:id/rsvp", async ({ body, granted: { me, session } }) => {
      return shownSession(await sessions.answer(me, session, body.answer), me.personId);
    }),
    route(reader, "GET /sessions/:id/rsvps", async ({ granted: { session } }) => {
      return { rows: await sessions.answers(session.id) };
    }),
    route(reader, "GET /sessions/:id/consents", async ({ granted: { me, session } }) => {
      return { given: await sessions.consents(me.personId, session.id) };
    }),
    route(reader, "POST /sessions/:id/consents", async ({ body, granted: { me, session } }) => {
      const said = { sessionId: session.id, personId: me.personId, given: body.given };
      return { given: await sessions.consent(said) };
    }),
  ];
}

function shownWith(outside: readonly OutsideService[]) {
  return (row: SessionRow, personId: string): ShownSession => {
    const { role: _, ...session } = row;
    return {
      ...session,
      startsAt: row.startsAt.toISOString(),
      startedAt: row.startedAt?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      outside: row.mode === "ai" ? [...outside] : [],
      mine: row.state === "scheduled" && row.grind !== null && leads(row, personId),
    };
  };
}
