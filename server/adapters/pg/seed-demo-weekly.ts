import type { Clock } from "../../kit/clock.ts";
import { lateMs, weeksAhead } from "../../domain/schedule.ts";
import type { Ids } from "../../kit/ids.ts";
import type { Db } from "./db.ts";
import { withNodeLock } from "./node-lock.ts";
import { createSessions } from "./session-plans.ts";

type Options = { clock: Clock; ids: Ids; timeZone: string };
type Place = { personId: string; grindId: string; taskId: string | null };

const dayMs = 86_400_000;
const thursday = 4;

/**
 * Gives the demo grind a session every Thursday evening, the first time it finds the grind. Cancelled, it stays so.
 * Returns whether it was made.
 */
export async function seedDemoWeekly(db: Db, { clock, ids, timeZone }: Options): Promise<boolean> {
  const place = await withNodeLock(db.pool, "seed", async (client) => {
    const { rows } = await client.query<Place>(claimSql);
    return rows[0];
  });
  if (!place) return false;
  const nowMs = clock.now();
  const local = `${nextThursday(nowMs)}T19:30`;
  const slots = weeksAhead({ local, timeZone, madeUntil: null }, nowMs).map((slot) => ({ ...slot, id: ids.next() }));
  const { personId, ...where } = place;
  const choice = { ...where, mode: "peer" as const, firstSeatId: personId, minutes: 45 };
  const made = { madeById: personId, timeZone, at: new Date(nowMs), lateMs, slots, seriesId: ids.next() };
  return await createSessions(db, { ...choice, ...made }) === "made";
}

function nextThursday(nowMs: number): string {
  const days = (thursday - new Date(nowMs).getUTCDay() + 7) % 7 || 7;
  return new Date(nowMs + days * dayMs).toISOString().slice(0, 10);
}

/** Remembers first and makes then: what is cut off in between is missing, which is better than there twice. */
const claimSql = `
  UPDATE settings s SET value = s.value || '{"weekly": true}'
  FROM grinds g JOIN memberships m ON m.grind_id = g.id
  WHERE s.name = 'demo' AND s.value->'weekly' IS NULL
    AND g.id = (s.value->>'grindId')::uuid AND m.person_id = (s.value->>'personId')::uuid
  RETURNING m.person_id AS "personId", g.id AS "grindId", (
    SELECT id FROM tasks WHERE grind_id IS NULL AND archived_at IS NULL ORDER BY kind, difficulty, title LIMIT 1
  ) AS "taskId"`;
