import { found } from "../../kit/errors.ts";
import type { Calendar, CalendarSession, CalendarStore } from "../../ports/calendars.ts";
import type { Db } from "./db.ts";
import { violationOf } from "./db-errors.ts";

/** Calendar addresses in Postgres. */
export function pgCalendars(db: Db): CalendarStore {
  return {
    async madeAt({ grindId, personId }) {
      const sql = `SELECT made_at AS "madeAt" FROM calendar_feeds WHERE grind_id = $1 AND person_id = $2`;
      const [row] = await db.query<{ madeAt: Date }>("calendar-made", sql, [grindId, personId]);
      return row?.madeAt ?? null;
    },
    async make({ grindId, personId, tokenHash, at }) {
      await db.query("calendar-make", makeSql, [grindId, personId, tokenHash, at]).catch((error: unknown) => {
        if (violationOf(error)?.kind === "foreign-key") found(null, "grind");
        throw error;
      });
    },
    async end({ grindId, personId }) {
      const sql = "DELETE FROM calendar_feeds WHERE grind_id = $1 AND person_id = $2";
      await db.query("calendar-end", sql, [grindId, personId]);
    },
    async read(tokenHash, since) {
      const [grind] = await db.query<Calendar["grind"]>("calendar-look", lookSql, [tokenHash]);
      if (!grind) return null;
      const sessions = await db.query<CalendarSession>("calendar-sessions", sessionsSql, [grind.id, since]);
      return { grind, sessions };
    },
  };
}

const makeSql = `INSERT INTO calendar_feeds (grind_id, person_id, token_hash, made_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (grind_id, person_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at`;
const lookSql = `SELECT g.id, g.name FROM calendar_feeds f
  JOIN grinds g ON g.id = f.grind_id JOIN people p ON p.id = f.person_id
  WHERE f.token_hash = $1 AND p.blocked_at IS NULL`;
const sessionsSql = `SELECT s.id, t.title AS "taskTitle", s.mode, s.starts_at AS "startsAt", s.ended_at AS "endedAt",
    s.minutes, s.created_at AS "createdAt", s.version
  FROM sessions s LEFT JOIN tasks t ON t.id = s.task_id
  WHERE s.grind_id = $1 AND s.starts_at >= $2 ORDER BY s.starts_at, s.id`;
