import { type Purpose, purposes } from "../../../proto/live/words.ts";
import type { Stored } from "../../domain/seat/stored.ts";
import type { Clock } from "../../kit/clock.ts";
import { AppError, found } from "../../kit/errors.ts";
import type { Ids } from "../../kit/ids.ts";
import type { BegunInterview, Entrance, LiveRooms, LiveSession } from "../../ports/live-rooms.ts";
import type { Db, Tx } from "./db.ts";
import { violationOf } from "./db-errors.ts";
import { RoomClaims } from "./room-claims.ts";

type Kit = {
  readonly clock: Clock;
  readonly ids: Ids;
  /** What this node is called by the others; left out: they have no way to it. */
  readonly node?: string | null;
};

/** What rooms keep, in Postgres. */
export function pgLiveRooms(db: Db, kit: Kit): LiveRooms {
  const write = async (name: string, sql: string, ...params: unknown[]): Promise<void> =>
    void await db.query(`live-${name}`, sql, params);
  const claims = new RoomClaims(db.pool, kit.node);
  return {
    enter: (at) => enter(db, at),
    joined: (sessionId, personId, at) => write("joined", joinedSql, sessionId, personId, at),
    left: (sessionId, personId, at) => write("left", leftSql, sessionId, personId, at),
    removed: (sessionId, personId, at) => write("removed", removedSql, sessionId, personId, at),
    begin: (interview) => begin(db, kit, interview),
    finish: (interviewId, end, at) => write("finish", finishSql, interviewId, end, at),
    async stored(sessionId, people) {
      const [row] = await db.query<Stored>("live-stored", storedSql, [sessionId, [...people]]);
      return row ?? null;
    },
    async consents(sessionId, personId) {
      const [row] = await db.query<Given>("live-consents", consentsSql, [sessionId, personId]);
      return row?.asked ? row.given : null;
    },
    consent: (sessionId, personId, given, at) => consent(db, kit, { sessionId, personId, given, at }),
    end: (sessionId, at) =>
      db.tx(async (tx) => {
        await tx.$executeRawUnsafe(endSql, sessionId, at);
        await tx.$executeRawUnsafe(brokenOffSql, sessionId, at);
        // A statement of its own, so that it sees what was kept while the session ended.
        await tx.liveRoom.deleteMany({ where: { sessionId } });
      }),
    keep: (sessionId, room) => write("keep", keepSql, sessionId, room, new Date(kit.clock.now())),
    claim: (sessionId) => claims.claim(sessionId),
    async deserted() {
      await claims.renew();
      const rows = await db.query<{ id: string }>("live-deserted", desertedSql);
      return await claims.free(rows.map(({ id }) => id));
    },
    holder: (sessionId) => claims.holder(sessionId),
    release: (sessionId) => claims.release(sessionId),
    async kept(sessionId) {
      type Row = FlatSession & { room: Uint8Array; running: string[] };
      const rows = await db.query<Row>("live-kept", keptSql, [sessionId ?? null]);
      return rows.map((row) => ({ session: toSession(row), room: new Uint8Array(row.room), running: row.running }));
    },
  };
}

type Given = { asked: boolean; given: Purpose[] };
type FlatSession = Omit<LiveSession, "startedAtMs" | "startsAtMs"> & { startedAt: Date; startsAt: Date };
type Doorway = Omit<FlatSession, "startedAt"> & Pick<Entrance, "role" | "removed" | "consents"> & {
  state: "scheduled" | "live" | "ended";
  startedAt: Date | null;
};

async function enter(
  db: Db,
  { sessionId, personId, now, openMs }: { sessionId: string; personId: string; now: Date; openMs: number },
): Promise<Entrance | null> {
  const look = async (): Promise<Doorway | undefined> =>
    (await db.query<Doorway>("live-look", lookSql, [sessionId, personId]))[0];
  let door = await look();
  if (door?.state === "scheduled" && door.startsAt.getTime() - openMs <= now.getTime()) {
    await db.query("live-open", openSql, [sessionId, now, new Date(now.getTime() + openMs)]);
    door = await look();
  }
  if (!door) return null;
  if (door.state === "ended") throw new AppError("closed", "This session is over. Look for the next one in its grind.");
  if (door.startedAt === null) throw new AppError("closed", "This session has not begun yet. Come back at its time.");
  const { role, removed, consents } = door;
  return { session: toSession({ ...door, startedAt: door.startedAt }), role, removed, consents };
}

function toSession(row: FlatSession): LiveSession {
  const { id, grind, task, mode, minutes, madeById, firstSeatId, waitingInterviewId, startedAt, startsAt } = row;
  const times = { startedAtMs: startedAt.getTime(), startsAtMs: startsAt.getTime() };
  return { id, grind, task, mode, minutes, madeById, firstSeatId, waitingInterviewId, ...times };
}

/** Holds back whoever else changes a session's consents or interviews; throws "not-found" when it is gone. */
async function lockSession(tx: Tx, sessionId: string) {
  const [row] = await tx.$queryRaw<{ state: Doorway["state"] }[]>`
    SELECT state FROM sessions WHERE id = ${sessionId}::uuid FOR NO KEY UPDATE`;
  return found(row, "session");
}

async function begin(db: Db, { ids }: Kit, { interviewId, sessionId, ownerId, at, key }: BegunInterview) {
  await db.tx(async (tx) => {
    const { state } = await lockSession(tx, sessionId);
    if (state !== "live") throw new AppError("closed", "This session is over, so no interview begins in it.");
    await tx.$executeRawUnsafe(brokenOffSql, sessionId, at);
    if (await tx.$executeRawUnsafe(beginSql, interviewId, sessionId, ownerId, at) === 0) throw calledOff();
    // One that was taken before has its key.
    await tx.key.createMany({
      data: { interviewId, wrapped: new Uint8Array(key), createdAt: at },
      skipDuplicates: true,
    });
    const given = await tx.sessionConsent.findMany({ where: { sessionId, givenAt: { not: null }, withdrawnAt: null } });
    const data = given.map(({ personId, purpose, givenAt }) => ({
      id: ids.next(),
      interviewId,
      personId,
      purpose,
      givenAt: givenAt ?? at,
    }));
    await tx.consent.createMany({ data });
  }).catch((error: unknown) => {
    throw violationOf(error)?.kind === "unique" ? inAnotherOne() : error;
  });
}

function inAnotherOne(): AppError {
  return new AppError("conflict", "You are already in another interview. End that one first, then take the seat.");
}

function calledOff(): AppError {
  return new AppError("conflict", "This interview was called off. Start again, and another one begins.");
}

type Said = { sessionId: string; personId: string; given: readonly Purpose[]; at: Date };

async function consent(db: Db, { ids }: Kit, { sessionId, personId, given, at }: Said): Promise<void> {
  const said = purposes.map((it) => given.includes(it));
  await db.tx(async (tx) => {
    await lockSession(tx, sessionId);
    await tx.$executeRawUnsafe(sayInSessionSql, sessionId, personId, [...purposes], said, at);
    const running = await tx.interview.findMany({ where: { sessionId, status: "IN_PROGRESS" }, select: { id: true } });
    for (const { id } of running) {
      const rows = purposes.map(() => ids.next());
      await tx.$executeRawUnsafe(sayInInterviewSql, id, personId, [...purposes], said, at, rows);
    }
  });
}

const sessionColumns =
  `s.id, CASE WHEN g.id IS NOT NULL THEN json_build_object('id', g.id, 'name', g.name) END AS grind,
  CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'title', t.title, 'minutes', t.minutes) END AS task,
  s.mode, s.minutes, s.made_by_id AS "madeById", s.first_seat_id AS "firstSeatId", s.started_at AS "startedAt",
  s.starts_at AS "startsAt", (SELECT i.id FROM interviews i WHERE i.session_id = s.id AND i.status = 'PENDING'
    ORDER BY i.created_at DESC LIMIT 1) AS "waitingInterviewId"`;
const sessionTables = `sessions s LEFT JOIN grinds g ON g.id = s.grind_id LEFT JOIN tasks t ON t.id = s.task_id`;
const agreed = `given_at IS NOT NULL AND withdrawn_at IS NULL`;

const lookSql = `SELECT ${sessionColumns}, s.state, coalesce(m.role, 'owner') AS role,
    EXISTS (SELECT 1 FROM participants WHERE session_id = s.id AND person_id = $2 AND removed_at IS NOT NULL) AS removed,
    ARRAY(SELECT purpose::text FROM session_consents
      WHERE session_id = s.id AND person_id = $2 AND ${agreed} ORDER BY purpose) AS consents
  FROM ${sessionTables} LEFT JOIN memberships m ON m.grind_id = s.grind_id AND m.person_id = $2
  WHERE s.id = $1 AND (m.person_id IS NOT NULL OR s.alone_id = $2)`;

const storedSql = `SELECT
    ARRAY(SELECT id::text FROM interviews WHERE session_id = s.id AND status = 'IN_PROGRESS') AS running,
    (SELECT coalesce(json_object_agg(it.id, json_build_object('role', coalesce(m.role, 'owner'), 'consents', ARRAY(
        SELECT purpose::text FROM session_consents
        WHERE session_id = s.id AND person_id = it.id AND ${agreed} ORDER BY purpose
      ))), '{}')
      FROM unnest($2::uuid[]) AS it (id)
      LEFT JOIN memberships m ON m.grind_id = s.grind_id AND m.person_id = it.id
      WHERE m.person_id IS NOT NULL OR s.alone_id = it.id) AS people
  FROM sessions s WHERE s.id = $1 AND s.state = 'live'`;

const openSql = `UPDATE sessions SET state = 'live', started_at = $2, version = version + 1
  WHERE id = $1 AND state = 'scheduled' AND starts_at <= $3 RETURNING id`;

const joinedSql = `INSERT INTO participants (session_id, person_id, joined_at) VALUES ($1, $2, $3)
  ON CONFLICT (session_id, person_id) DO UPDATE SET left_at = NULL`;
const leftSql = `UPDATE participants SET left_at = greatest($3::timestamptz, joined_at)
  WHERE session_id = $1 AND person_id = $2 AND left_at IS NULL`;
const removedSql = `INSERT INTO participants (session_id, person_id, joined_at, left_at, removed_at)
  VALUES ($1, $2, $3, $3, $3)
  ON CONFLICT (session_id, person_id) DO UPDATE SET
    removed_at = coalesce(participants.removed_at, $3), left_at = coalesce(participants.left_at, $3)`;

const beginSql = `INSERT INTO interviews
    (id, owner_id, grind_id, session_id, task_id, mode, status, created_at, started_at)
  SELECT $1::uuid, $3::uuid, grind_id, id, task_id, mode, 'IN_PROGRESS', $4::timestamptz, $4::timestamptz
  FROM sessions WHERE id = $2::uuid
  ON CONFLICT (id) DO UPDATE SET status = 'IN_PROGRESS', started_at = $4::timestamptz, version = interviews.version + 1
    WHERE interviews.status = 'PENDING' AND interviews.session_id = $2::uuid AND interviews.owner_id = $3::uuid`;
const finishSql = `UPDATE interviews SET status = 'COMPLETED', ended_as = $2, version = version + 1,
    started_at = coalesce(started_at, $3::timestamptz), ended_at = greatest($3::timestamptz, started_at)
  WHERE id = $1 AND status IN ('PENDING', 'IN_PROGRESS')`;

// An interview that nobody ended before its session did, or before the next one begins.
const brokenOffSql = `UPDATE interviews SET status = 'COMPLETED', ended_as = 'FAILED', version = version + 1,
    ended_at = greatest($2::timestamptz, started_at)
  WHERE session_id = $1::uuid AND status = 'IN_PROGRESS'`;

const consentsSql = `SELECT count(*) > 0 AS asked,
    coalesce(array_agg(purpose::text ORDER BY purpose) FILTER (WHERE ${agreed}), '{}') AS given
  FROM session_consents WHERE session_id = $1 AND person_id = $2`;

/** A purpose that was given already keeps its first time; one that was never given is not withdrawn. */
const saidAgain = (table: string): string => `
  given_at = CASE WHEN excluded.given_at IS NULL OR (${table}.given_at IS NOT NULL AND ${table}.withdrawn_at IS NULL)
    THEN ${table}.given_at ELSE excluded.given_at END,
  withdrawn_at = CASE WHEN excluded.given_at IS NOT NULL OR ${table}.given_at IS NULL THEN NULL
    ELSE coalesce(${table}.withdrawn_at, $5::timestamptz) END`;
const sayInSessionSql = `INSERT INTO session_consents (session_id, person_id, purpose, given_at)
  SELECT $1::uuid, $2::uuid, purpose::consent_purpose, CASE WHEN yes THEN $5::timestamptz END
  FROM unnest($3::text[], $4::boolean[]) AS it (purpose, yes)
  ON CONFLICT (session_id, person_id, purpose) DO UPDATE SET ${saidAgain("session_consents")}`;
const sayInInterviewSql = `
  WITH it AS (SELECT * FROM unnest($3::text[], $4::boolean[], $6::uuid[]) AS it (purpose, yes, id)), withdrawn AS (
    UPDATE consents c SET withdrawn_at = $5::timestamptz FROM it
    WHERE c.interview_id = $1::uuid AND c.person_id = $2::uuid AND c.purpose = it.purpose::consent_purpose
      AND NOT it.yes AND c.withdrawn_at IS NULL
  )
  INSERT INTO consents (id, interview_id, person_id, purpose, given_at)
  SELECT id, $1::uuid, $2::uuid, purpose::consent_purpose, $5::timestamptz FROM it WHERE yes
  ON CONFLICT (interview_id, person_id, purpose) DO UPDATE SET ${saidAgain("consents")}`;

const endSql = `
  WITH over AS (
    UPDATE sessions SET state = 'ended', ended_at = greatest($2::timestamptz, started_at), version = version + 1
    WHERE id = $1::uuid AND state = 'live' RETURNING id, ended_at
  )
  UPDATE participants p SET left_at = greatest(over.ended_at, p.joined_at) FROM over
  WHERE p.session_id = over.id AND p.left_at IS NULL`;

/** Shares a lock with the session's end: what is kept in that moment is either deleted by it or not kept. */
const keepSql = `INSERT INTO live_rooms (session_id, room_sealed, updated_at)
  SELECT id, $2::bytea, $3::timestamptz FROM sessions WHERE id = $1 AND state = 'live' FOR SHARE
  ON CONFLICT (session_id) DO UPDATE SET room_sealed = excluded.room_sealed, updated_at = excluded.updated_at`;
const desertedSql = `SELECT r.session_id AS id FROM live_rooms r JOIN sessions s ON s.id = r.session_id
  WHERE s.state = 'live' ORDER BY s.started_at, s.id`;
const keptSql = `SELECT ${sessionColumns}, r.room_sealed AS room,
    ARRAY(SELECT id::text FROM interviews WHERE session_id = s.id AND status = 'IN_PROGRESS') AS running
  FROM live_rooms r JOIN ${sessionTables} ON s.id = r.session_id
  WHERE s.state = 'live' AND ($1::uuid IS NULL OR s.id = $1) ORDER BY s.started_at, s.id`;
