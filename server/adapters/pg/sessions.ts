import type { Answer, Awaited, Home, OpenSeries, SessionCard, SessionStore } from "../../ports/sessions.ts";
import type { Db } from "./db.ts";
import { type FlatInterview, interviewColumns, toInterview } from "./interview-rows.ts";
import { lookUp } from "./look-up.ts";
import { cancelSessions, changeSession, createSessions, extendSeries } from "./session-plans.ts";
import { sessionAlone } from "./session-alone.ts";
import { sessionLists } from "./session-rows.ts";

/** JSON knows no dates: they come as text. */
type Written<T> = { [K in keyof T]: Date extends T[K] ? string | Exclude<T[K], Date> : T[K] };
type HomeRow = {
  live: Written<SessionCard>[] | null;
  next: Written<SessionCard>[] | null;
  ready: Written<FlatInterview>[] | null;
  unread: number;
};

/** Sessions in Postgres. */
export function pgSessions(db: Db): SessionStore {
  const home = lookUp<HomeRow, [string, Date, number, number]>(db, {
    name: "sessions.home",
    by: { person_id: "uuid", since: "timestamptz", sessions: "int", interviews: "int" },
    sql: homeSql,
  });
  return {
    ...sessionLists(db),
    async home(personId, { now, lateMs, sessions, interviews }) {
      return toHome(await home(personId, new Date(now.getTime() - lateMs), sessions, interviews));
    },
    create: (wanted) => createSessions(db, wanted),
    change: (sessionId, change) => changeSession(db, sessionId, change),
    cancel: (sessionId, options) => cancelSessions(db, sessionId, options),
    async answer(sessionId, personId, answer, at) {
      return (await db.query("session-answer", answerSql, [sessionId, personId, answer, at])).length === 1;
    },
    answers: (sessionId) =>
      db.query<{ id: string; name: string; answer: Answer }>("session-answers", answersSql, [sessionId]),
    alone: (at) => sessionAlone(db, at),
    async members(grindId) {
      const sql = "SELECT person_id AS id FROM memberships WHERE grind_id = $1";
      return (await db.query<{ id: string }>("session-members", sql, [grindId])).map((it) => it.id);
    },
    openSeries: (until) => db.query<OpenSeries>("series-open", openSeriesSql, [until]),
    extend: (series, weeks) => extendSeries(db, series, weeks),
    toRemind: (from, until) => db.query<Awaited>("sessions-to-remind", toRemindSql, [from, until]),
    async reminded(sessionId, at) {
      await db.query("session-reminded", "UPDATE sessions SET reminded_at = $2 WHERE id = $1", [sessionId, at]);
    },
    async tidy({ missed, left, now }) {
      const gone = await db.query("sessions-missed", missedSql, [missed]);
      return gone.length + (await db.query("sessions-left", leftSql, [left, now])).length;
    },
  };
}

const answerSql = `INSERT INTO rsvps (session_id, person_id, answer, at)
  SELECT id, $2::uuid, $3::rsvp_answer, $4::timestamptz FROM sessions WHERE id = $1 AND state <> 'ended' FOR KEY SHARE
  ON CONFLICT (session_id, person_id) DO UPDATE SET answer = excluded.answer, at = excluded.at RETURNING session_id`;
const answersSql = `SELECT p.id, p.name, r.answer FROM rsvps r
  JOIN sessions s ON s.id = r.session_id
  JOIN memberships m ON m.grind_id = s.grind_id AND m.person_id = r.person_id
  JOIN people p ON p.id = r.person_id
  WHERE r.session_id = $1 ORDER BY p.name, p.id`;
const openSeriesSql = `SELECT id, first_local AS local, time_zone AS "timeZone", made_until AS "madeUntil" FROM series
  WHERE ended_at IS NULL AND made_until <= $1 ORDER BY made_until, id`;
const toRemindSql = `SELECT s.id, json_build_object('id', g.id, 'name', g.name) AS grind, t.title AS "taskTitle",
    s.starts_at AS "startsAt", ARRAY(
      SELECT r.person_id::text FROM rsvps r JOIN memberships m ON m.grind_id = s.grind_id AND m.person_id = r.person_id
      WHERE r.session_id = s.id AND r.answer <> 'no'
    ) AS people
  FROM (
    SELECT * FROM sessions WHERE state = 'scheduled' UNION ALL
    SELECT * FROM sessions WHERE state = 'live' AND local_start IS NOT NULL
  ) s JOIN grinds g ON g.id = s.grind_id LEFT JOIN tasks t ON t.id = s.task_id
  WHERE s.starts_at >= $1 AND s.starts_at <= $2 AND s.reminded_at IS NULL
  ORDER BY s.starts_at, s.id`;
const missedSql = "DELETE FROM sessions WHERE state = 'scheduled' AND starts_at < $1 RETURNING id";
/** One that is kept for its room is the room's to end. Who never left one that is not was in it when its process ended. */
const leftSql = `WITH over AS (
    UPDATE sessions s SET state = 'ended', ended_at = $2, version = version + 1
  WHERE s.state = 'live' AND s.started_at < $1
    AND NOT EXISTS (SELECT 1 FROM live_rooms r WHERE r.session_id = s.id)
    AND NOT EXISTS (
      SELECT 1 FROM participants p WHERE p.session_id = s.id AND coalesce(p.left_at, p.joined_at) >= $1
    ) RETURNING id
  ), gone AS (
    UPDATE participants p SET left_at = greatest($2, p.joined_at) FROM over
    WHERE p.session_id = over.id AND p.left_at IS NULL
  ), broken AS (
    UPDATE interviews i SET status = 'COMPLETED', ended_as = 'FAILED', version = i.version + 1,
      ended_at = greatest($2, i.started_at)
    FROM over WHERE i.session_id = over.id AND i.status = 'IN_PROGRESS'
  )
  SELECT id FROM over`;

function toHome(row: HomeRow | null): Home {
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
const cards = (condition: string): string => `
  SELECT json_agg(card ORDER BY card."startsAt", card.id) FROM (
    SELECT c.*, (SELECT count(*)::int FROM participants WHERE session_id = c.id AND left_at IS NULL) AS people,
      (SELECT answer FROM rsvps WHERE session_id = c.id AND person_id = it.person_id) AS "myRsvp"
    FROM (
      SELECT s.id, s.mode, s.starts_at AS "startsAt", s.time_zone AS "timeZone", s.started_at AS "startedAt",
        json_build_object('id', g.id, 'name', g.name) AS grind,
        CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'title', t.title) END AS task
      FROM memberships m
      JOIN grinds g ON g.id = m.grind_id
      CROSS JOIN LATERAL (
        SELECT * FROM sessions o WHERE grind_id = m.grind_id AND ${condition} ORDER BY starts_at LIMIT it.sessions
      ) s
      LEFT JOIN tasks t ON t.id = s.task_id
      WHERE m.person_id = it.person_id
      ORDER BY s.starts_at, s.id LIMIT it.sessions
    ) c
  ) card`;

/** Of a series only the first: the others would leave no room for what else is to come. */
const next = `state = 'scheduled' AND starts_at >= it.since AND NOT EXISTS (
  SELECT 1 FROM sessions e WHERE e.series_id = o.series_id AND e.state = 'scheduled'
    AND e.starts_at >= it.since AND e.starts_at < o.starts_at
)`;

const homeSql = `SELECT
  (${cards("state = 'live'")}) AS live,
  (${cards(next)}) AS next,
  (SELECT json_agg(r ORDER BY r."createdAt" DESC, r.id DESC) FROM (
    SELECT ${interviewColumns} FROM interviews i LEFT JOIN tasks t ON t.id = i.task_id
    WHERE i.owner_id = it.person_id AND i.status = 'COMPLETED' ORDER BY i.created_at DESC, i.id DESC LIMIT it.interviews
  ) r) AS ready,
  (SELECT count(*)::int FROM notifications WHERE person_id = it.person_id AND read_at IS NULL) AS unread`;
