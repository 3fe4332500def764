import type { SessionStore } from "../../ports/sessions.ts";
import type { Db } from "./db.ts";

type At = Parameters<SessionStore["alone"]>[0];
type Waiting = {
  ownerId: string;
  taskId: string | null;
  mode: string;
  status: string;
  sessionId: string | null;
  open: boolean;
  minutes: number | null;
};

/** Without a task that says it, an interview lasts as long as one in a grind does. */
const usualMinutes = 60;
const [shortest, longest] = [5, 120];

/** The session of an interview that is practised alone, made while nobody else changes the interview. */
export async function sessionAlone(db: Db, { interviewId, freshId, now }: At): Promise<string | null> {
  return await db.tx(async (tx) => {
    // A statement of its own: what is joined to a row that was waited for would be as it was before.
    await tx.$queryRawUnsafe("SELECT 1 FROM interviews WHERE id = $1::uuid FOR UPDATE", interviewId);
    const [it] = await tx.$queryRawUnsafe<Waiting[]>(waitingSql, interviewId);
    if (it?.mode !== "ai") return null;
    if (it.sessionId && it.open && ["PENDING", "IN_PROGRESS"].includes(it.status)) return it.sessionId;
    if (it.status !== "PENDING") return null;
    const { ownerId, taskId, minutes } = it;
    const theirs = { aloneId: ownerId, madeById: ownerId, firstSeatId: ownerId };
    const times = {
      startsAt: now,
      createdAt: now,
      timeZone: "UTC",
      minutes: Math.min(longest, Math.max(shortest, minutes ?? usualMinutes)),
    };
    await tx.session.create({ data: { id: freshId, taskId, mode: "ai", ...theirs, ...times } });
    await tx.interview.update({ where: { id: interviewId }, data: { sessionId: freshId } });
    return freshId;
  });
}

const waitingSql = `SELECT i.owner_id AS "ownerId", i.task_id AS "taskId", i.mode, i.status, s.id AS "sessionId",
    s.state <> 'ended' AS open, t.minutes
  FROM interviews i
  LEFT JOIN sessions s ON s.id = i.session_id AND s.alone_id = i.owner_id
  LEFT JOIN tasks t ON t.id = i.task_id
  WHERE i.id = $1::uuid`;
