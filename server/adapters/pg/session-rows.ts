import { type Page, type Paged, toPage } from "../../kit/cursor.ts";
import type { SessionRow, SessionStore } from "../../ports/sessions.ts";
import type { Db } from "./db.ts";
import { pageAfter } from "./keyset.ts";

type Lists = Pick<SessionStore, "seen" | "coming" | "over" | "current">;

/** How sessions are looked up and listed in Postgres. */
export function sessionLists(db: Db): Lists {
  return {
    async seen(personId, sessionId) {
      const [row] = await db.query<SessionRow>("session-seen", seenSql, [personId, sessionId]);
      return row ?? null;
    },
    coming: (at, page) => coming(db, at, page),
    over: (at, page) => over(db, at, page),
    async current(personId) {
      const [row] = await db.query<SessionRow>("session-current", currentSql, [personId]);
      return row ?? null;
    },
  };
}

type At = { grindId: string; personId: string };

async function coming(db: Db, at: At & { since: Date }, { cursor, limit }: Page): Promise<Paged<SessionRow>> {
  const after = pageAfter(cursor, ["flag", "instant", "id"]);
  const params = [at.personId, at.grindId, at.since, ...after, limit + 1];
  const rows = await db.query<SessionRow>("sessions-coming", comingSql, params);
  return toPage(rows, limit, (row) => [String(row.state !== "live"), row.startsAt.toISOString(), row.id]);
}

async function over(db: Db, at: At, { cursor, limit }: Page): Promise<Paged<SessionRow>> {
  const after = pageAfter(cursor, ["instant", "id"]);
  const rows = await db.query<SessionRow>("sessions-over", overSql, [at.personId, at.grindId, ...after, limit + 1]);
  return toPage(rows, limit, (row) => [row.startsAt.toISOString(), row.id]);
}

const named = (row: string): string =>
  `CASE WHEN ${row}.id IS NOT NULL THEN json_build_object('id', ${row}.id, 'name', ${row}.name) END`;

/** A SessionRow of `sessions s`, as the person $1 sees it, who is the member `m` or alone in it. */
const columns = `s.id, ${named("g")} AS grind,
  CASE WHEN t.id IS NOT NULL THEN json_build_object(
    'id', t.id, 'title', t.title, 'kind', t.kind, 'difficulty', t.difficulty, 'minutes', t.minutes) END AS task,
  s.mode, s.state, s.starts_at AS "startsAt", s.time_zone AS "timeZone", s.series_id IS NOT NULL AS weekly, s.minutes,
  ${named("maker")} AS "madeBy", ${named("seat")} AS "firstSeat",
  s.started_at AS "startedAt", s.ended_at AS "endedAt",
  json_build_object('yes', r.yes, 'maybe', r.maybe, 'no', r.no) AS rsvps, r.mine AS "myRsvp", s.version, coalesce(m.role, 'owner') AS role`;
const around = `LEFT JOIN grinds g ON g.id = s.grind_id
  LEFT JOIN tasks t ON t.id = s.task_id
  LEFT JOIN people maker ON maker.id = s.made_by_id
  LEFT JOIN people seat ON seat.id = s.first_seat_id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE answer = 'yes')::int AS yes, count(*) FILTER (WHERE answer = 'maybe')::int AS maybe,
      count(*) FILTER (WHERE answer = 'no')::int AS no, max(answer::text) FILTER (WHERE person_id = $1) AS mine
    FROM rsvps WHERE session_id = s.id
      AND EXISTS (SELECT 1 FROM memberships c WHERE c.grind_id = s.grind_id AND c.person_id = rsvps.person_id)
  ) r`;
const member = `JOIN memberships m ON m.grind_id = s.grind_id AND m.person_id = $1`;
const seenBy = "(m.person_id IS NOT NULL OR s.alone_id = $1)";

const seenSql = `SELECT ${columns} FROM sessions s LEFT ${member} ${around} WHERE s.id = $2 AND ${seenBy}`;

const currentSql = `SELECT ${columns} FROM (
    SELECT s.*, p.joined_at FROM participants p JOIN sessions s ON s.id = p.session_id AND s.state = 'live'
    WHERE p.person_id = $1 AND p.left_at IS NULL AND p.removed_at IS NULL
  ) s LEFT ${member} ${around} WHERE ${seenBy} ORDER BY s.joined_at DESC, s.id DESC LIMIT 1`;

const comingSql = `SELECT ${columns} FROM (
    SELECT * FROM sessions WHERE grind_id = $2 AND state IN ('live', 'scheduled')
      AND (state = 'live' OR starts_at >= $3)
      AND ($4::boolean IS NULL OR (state <> 'live', starts_at, id) > ($4, $5::timestamptz, $6::uuid))
    ORDER BY state <> 'live', starts_at, id LIMIT $7
  ) s ${member} ${around} ORDER BY s.state <> 'live', s.starts_at, s.id`;

const overSql = `SELECT ${columns} FROM (
    SELECT * FROM sessions WHERE grind_id = $2 AND state = 'ended'
      AND ($3::timestamptz IS NULL OR (starts_at, id) < ($3, $4::uuid))
    ORDER BY starts_at DESC, id DESC LIMIT $5
  ) s ${member} ${around} ORDER BY s.starts_at DESC, s.id DESC`;
