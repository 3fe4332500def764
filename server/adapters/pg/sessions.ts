import type { Home, SessionCard, Sessions } from "../../ports/sessions.ts";
import type { Db } from "./db.ts";
import { type FlatInterview, interviewColumns, toInterview } from "./interview-rows.ts";

/** JSON knows no dates: they come as text. */
type Written<T> = { [K in keyof T]: Date extends T[K] ? string | Exclude<T[K], Date> : T[K] };
type HomeRow = {
  live: Written<SessionCard>[] | null;
  next: Written<SessionCard>[] | null;
  ready: Written<FlatInterview>[] | null;
  unread: number;
};

/** Sessions in Postgres. */
export function pgSessions(db: Db): Sessions {
  return {
    async home(personId, { now, lateMs, sessions, interviews }) {
      const params = [personId, new Date(now.getTime() - lateMs), sessions, interviews];
      const [row] = await db.query<HomeRow>("sessions.home", homeSql, params);
      return toHome(row);
    },
  };
}

function toHome(row: HomeRow | undefined): Home {
  return {
    live: (row?.live ?? []).map(toCard),
    next: (row?.next ?? []).map(toCard),
    ready: (row?.ready ?? []).map((it) =>
      toInterview({
        ...it,
        createdAt: new Date(it.createdAt),
        startedAt: dateOf(it.startedAt),
        endedAt: dateOf(it.endedAt),
      })
    ),
    unread: row?.unread ?? 0,
  };
}

function toCard(it: Written<SessionCard>): SessionCard {
  return { ...it, startsAt: new Date(it.startsAt), startedAt: dateOf(it.startedAt) };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** Reads each grind's sessions through its index, so that one with years of them is as quick as a new one. */
const cards = (condition: string, order: string): string => `
  SELECT json_agg(card ORDER BY ${order}) FROM (
    SELECT s.id, s.mode, s.starts_at AS "startsAt", s.time_zone AS "timeZone", s.started_at AS "startedAt",
      json_build_object('id', g.id, 'name', g.name) AS grind,
      CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'title', t.title) END AS task
    FROM memberships m
    JOIN grinds g ON g.id = m.grind_id
    CROSS JOIN LATERAL (
      SELECT * FROM sessions WHERE grind_id = m.grind_id AND ${condition} ORDER BY starts_at LIMIT $3
    ) s
    LEFT JOIN tasks t ON t.id = s.task_id
    WHERE m.person_id = $1
    ORDER BY s.starts_at, s.id LIMIT $3
  ) card`;

const homeSql = `SELECT
  (${cards("state = 'live'", `card."startsAt", card.id`)}) AS live,
  (${cards("state = 'scheduled' AND starts_at >= $2::timestamptz", `card."startsAt", card.id`)}) AS next,
  (SELECT json_agg(r ORDER BY r."createdAt" DESC, r.id DESC) FROM (
    SELECT ${interviewColumns} FROM interviews i LEFT JOIN tasks t ON t.id = i.task_id
    WHERE i.owner_id = $1 AND i.status = 'COMPLETED' ORDER BY i.created_at DESC, i.id DESC LIMIT $4
  ) r) AS ready,
  (SELECT count(*)::int FROM notifications WHERE person_id = $1 AND read_at IS NULL) AS unread`;
