import type { SessionCard as ShownCard } from "../../../proto/http/home.ts";
import { lateMs } from "../../domain/schedule.ts";
import type { Clock } from "../../kit/clock.ts";
import { iso } from "../../kit/instant.ts";
import type { Notifications } from "../../ports/notifications.ts";
import type { SessionCard, SessionStore } from "../../ports/sessions.ts";
import { signedIn } from "../permission.ts";
import { type Route, route } from "../route.ts";
import { shownInterview } from "./interviews.ts";

/** How much of each kind the first page shows; the rest is a page away. */
const shown = { sessions: 10, interviews: 5 } as const;

type Options = { sessions: SessionStore; notifications: Notifications; clock: Clock };

/** The first page and one's notifications over HTTP. */
export function homeRoutes({ sessions, notifications, clock }: Options): Route[] {
  return [
    route(signedIn, "GET /home", async ({ granted }) => {
      const home = await sessions.home(granted.personId, { ...shown, now: new Date(clock.now()), lateMs });
      return {
        live: home.live.map(shownCard),
        next: home.next.map(shownCard),
        ready: home.ready.map(shownInterview),
        unread: home.unread,
      };
    }),
    route(signedIn, "GET /notifications", async ({ query, granted }) => {
      const page = { cursor: query.cursor ?? null, limit: query.limit };
      const { rows, next } = await notifications.list(granted.personId, page);
      return {
        rows: rows.map((it) => ({ ...it, createdAt: iso(it.createdAt), readAt: it.readAt && iso(it.readAt) })),
        next,
      };
    }),
    route(signedIn, "POST /notifications/read", async ({ granted }) => {
      await notifications.markRead(granted.personId);
      return undefined;
    }),
  ];
}

function shownCard(card: SessionCard): ShownCard {
  return { ...card, startsAt: iso(card.startsAt), startedAt: card.startedAt && iso(card.startedAt) };
}
