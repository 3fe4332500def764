import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import { LinkToken } from "../../../proto/http/shared.ts";
import { needs } from "../../domain/grind.ts";
import type { Calendar } from "../../ports/calendars.ts";
import type { Calendars } from "../../sessions/calendars.ts";
import type { Asked } from "../asked.ts";
import type { GrindPermissions } from "../grind-permissions.ts";
import { writeCalendar } from "../icalendar.ts";
import { type Route, route } from "../route.ts";

type Options = { calendars: Calendars; may: GrindPermissions };

/** One's calendar address of a grind over HTTP. */
export function calendarRoutes({ calendars, may }: Options): Route[] {
  return [
    route(may[needs.see], "GET /grinds/:id/calendar", async ({ granted: { me, grind } }) => {
      const madeAt = await calendars.madeAt({ grindId: grind.id, personId: me.personId });
      return { madeAt: madeAt?.toISOString() ?? null };
    }),
    route(may[needs.see], "POST /grinds/:id/calendar", async ({ asked, granted: { me, grind } }) => {
      return await calendars.make({ grindId: grind.id, personId: me.personId }, asked.ourUrl);
    }),
    route(may[needs.see], "DELETE /grinds/:id/calendar", async ({ granted: { me, grind } }) => {
      await calendars.end({ grindId: grind.id, personId: me.personId });
      return undefined;
    }),
  ];
}

const form = /^([\w-]+)\.ics$/;

/** What calendars read: GET /:token.ics. The token is a secret: logs show the route's pattern, never its path. */
export function calendarFeed(calendars: Calendars): (askedOf: (c: Context) => Asked) => Hono {
  return (askedOf) => {
    const app = new Hono();
    app.get("/:file", async (c) => {
      const { ourUrl } = askedOf(c);
      const token = LinkToken.safeParse(form.exec(c.req.param("file"))?.[1]);
      const calendar = token.success ? await calendars.read(token.data) : null;
      if (!calendar) return c.text("There is no such calendar. Make a new address on the page of its grind.", 404);
      const text = written(calendar, ourUrl);
      const etag = `"${createHash("sha256").update(text).digest("base64url")}"`;
      c.header("etag", etag);
      c.header("cache-control", "private, no-cache");
      if (c.req.header("if-none-match") === etag) return c.body(null, 304);
      c.header("content-type", "text/calendar; charset=utf-8");
      c.header("content-disposition", 'inline; filename="grindstone.ics"');
      return c.body(text);
    });
    return app;
  };
}

const modes = { ai: "Interview with the AI interviewer", peer: "A member asks", open: "Whoever likes asks" } as const;

function written({ grind, sessions }: Calendar, ourUrl: string): string {
  const events = sessions.map(({ id, taskTitle, mode, minutes, startsAt, endedAt, createdAt, version }) => {
    const url = `${ourUrl}/sessions/${id}`;
    return {
      uid: `${id}@grindstone`,
      sequence: version - 1,
      made: createdAt,
      start: startsAt,
      end: endedAt !== null && endedAt > startsAt ? endedAt : new Date(startsAt.getTime() + minutes * 60_000),
      summary: `${taskTitle ?? "Practice session"} · ${grind.name}`,
      description: `${modes[mode]}, ${minutes} minutes.\n${url}`,
      url,
    };
  });
  return writeCalendar({ name: grind.name, events });
}
