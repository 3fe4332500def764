import { makeRoom } from "../../domain/grind.ts";
import { AppError } from "../../kit/errors.ts";
import type { Choice, Missing, NewSessions, OpenSeries, SessionChange, Slot } from "../../ports/sessions.ts";
import type { Db, Tx } from "./db.ts";
import { refuse } from "./db-errors.ts";
import { lockGrind } from "./members.ts";

/** Makes sessions while nobody else changes the grind's members, tasks or number of sessions. */
export async function createSessions(db: Db, wanted: NewSessions): Promise<Missing | "made"> {
  const { grindId, slots, seriesId, lateMs, at } = wanted;
  return await db.tx(async (tx) => {
    await lockGrind(tx, grindId);
    const since = new Date(at.getTime() - lateMs);
    const there = await tx.session.count({
      where: { grindId, OR: [{ state: "live" }, { state: "scheduled", startsAt: { gte: since } }] },
    });
    makeRoom("scheduledPerGrind", there + slots.length - 1);
    const missing = await lacks(tx, grindId, wanted, null);
    if (missing) return missing;
    if (seriesId !== null) await tx.series.create({ data: seriesOf(wanted, seriesId) });
    await tx.session.createMany({ data: slots.map((slot) => sessionOf(wanted, slot)) });
    return "made";
  });
}

function seriesOf(wanted: NewSessions, id: string) {
  const { grindId, madeById, timeZone, at, slots } = wanted;
  const [firstLocal, madeUntil] = [slots[0]?.local, slots.at(-1)?.local];
  if (!firstLocal || !madeUntil) throw new Error("a series without its first week");
  return { id, grindId, madeById, timeZone, createdAt: at, firstLocal, madeUntil, ...chosen(wanted) };
}

function sessionOf(wanted: NewSessions, { id, local, startsAt }: Slot) {
  const { grindId, madeById, timeZone, at, seriesId } = wanted;
  const begun = local === null ? { state: "live" as const, startedAt: startsAt } : { state: "scheduled" as const };
  const times = { startsAt, localStart: local, timeZone, createdAt: at, ...begun };
  return { id, grindId, madeById, seriesId, ...times, ...chosen(wanted) };
}

function chosen({ taskId, mode, firstSeatId, minutes }: Choice): Choice {
  return { taskId, mode, firstSeatId, minutes };
}

/** What a choice names and the grind does not have; a task that was chosen before may have been archived since. */
async function lacks(tx: Tx, grindId: string, choice: Choice, before: string | null): Promise<Missing | null> {
  const { taskId, firstSeatId } = choice;
  if (taskId !== null && taskId !== before) {
    const where = { id: taskId, archivedAt: null, OR: [{ grindId }, { grindId: null }] };
    if (await tx.task.count({ where }) === 0) return { missing: "task" };
  }
  if (firstSeatId !== null && await tx.membership.count({ where: { grindId, personId: firstSeatId } }) === 0) {
    return { missing: "first seat" };
  }
  return null;
}

/** Changes a session that has not begun. */
export async function changeSession(db: Db, id: string, change: SessionChange) {
  const { version, local, timeZone, startsAt } = change;
  return await db.tx(async (tx): Promise<Missing | "changed" | "stale" | "begun"> => {
    const now = await lockScheduled(tx, id);
    if (now === null) return "begun";
    if (now.version !== version) return "stale";
    const missing = await lacks(tx, now.grindId, change, now.taskId);
    if (missing) return missing;
    const moved = now.startsAt.getTime() !== startsAt.getTime() ? { remindedAt: null } : {};
    const times = { localStart: local, timeZone, startsAt, ...moved };
    await tx.session.update({ where: { id }, data: { ...chosen(change), ...times, version: version + 1 } });
    return "changed";
  }).catch((error: unknown) => refuse(error, { sessions_series_id_local_start_key: taken() }));
}

function taken(): AppError {
  return new AppError("conflict", "This weekly session already takes place at that time. Choose another one.", {
    field: "local",
  });
}

type Locked = { grindId: string; taskId: string | null; seriesId: string | null; startsAt: Date; version: number };

/** Holds the grind and then the session as they are; null when it is gone or no longer scheduled. */
async function lockScheduled(tx: Tx, id: string): Promise<Locked | null> {
  const place = await tx.session.findUnique({ where: { id }, select: { grindId: true } });
  if (!place?.grindId) return null;
  await lockGrind(tx, place.grindId);
  const [row] = await tx.$queryRaw<Locked[]>`
    SELECT grind_id AS "grindId", task_id AS "taskId", series_id AS "seriesId", starts_at AS "startsAt", version
    FROM sessions WHERE id = ${id}::uuid AND state = 'scheduled' FOR UPDATE`;
  return row ?? null;
}

/** Removes a scheduled session, or it and what follows in its series; who meant to come, or null when it has begun. */
export async function cancelSessions(db: Db, id: string, { all, at }: { all: boolean; at: Date }) {
  return await db.tx(async (tx): Promise<string[] | null> => {
    const now = await lockScheduled(tx, id);
    if (now === null) return null;
    const { grindId, seriesId, startsAt } = now;
    const whole = all && seriesId !== null;
    if (whole) await tx.series.updateMany({ where: { id: seriesId, endedAt: null }, data: { endedAt: at } });
    const where = whole ? { seriesId, state: "scheduled" as const, startsAt: { gte: startsAt } } : { id };
    const expected = await tx.rsvp.findMany({
      where: { session: where, answer: { not: "no" }, person: { memberships: { some: { grindId } } } },
      distinct: ["personId"],
      select: { personId: true },
    });
    await tx.session.deleteMany({ where });
    return expected.map((it) => it.personId);
  });
}

/** Makes the next sessions of a series that is still as it was read. */
export async function extendSeries(
  db: Db,
  series: OpenSeries,
  { slots, at }: { slots: readonly Slot[]; at: Date },
): Promise<number> {
  const last = slots.at(-1)?.local;
  if (!last) return 0;
  return await db.tx(async (tx) => {
    const where = { id: series.id, endedAt: null, madeUntil: series.madeUntil };
    if ((await tx.series.updateMany({ where, data: { madeUntil: last } })).count === 0) return 0;
    const locals = slots.map((it) => it.local);
    const starts = slots.map((it) => it.startsAt);
    return await tx.$executeRawUnsafe(extendSql, series.id, slots.map((it) => it.id), locals, starts, at);
  });
}

/** Who was to begin and has left the grind since begins no more. */
const extendSql = `INSERT INTO sessions (id, grind_id, series_id, task_id, made_by_id, first_seat_id, mode, minutes,
    starts_at, local_start, time_zone, created_at)
  SELECT it.id, s.grind_id, s.id, s.task_id, s.made_by_id, m.person_id, s.mode, s.minutes,
    it.starts_at, it.local, s.time_zone, $5::timestamptz
  FROM series s CROSS JOIN unnest($2::uuid[], $3::text[], $4::timestamptz[]) AS it (id, local, starts_at)
  LEFT JOIN memberships m ON m.grind_id = s.grind_id AND m.person_id = s.first_seat_id
  WHERE s.id = $1::uuid ON CONFLICT (series_id, local_start) DO NOTHING`;
