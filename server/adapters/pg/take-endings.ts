import type { Purpose } from "../../../proto/live/words.ts";
import type { Takes, TrackRow } from "../../ports/takes.ts";
import type { Db } from "./db.ts";
import { toTrack, trackColumns } from "./take-rows.ts";

type Endings = Pick<
  Takes,
  | "agreed"
  | "agreedSince"
  | "withdraw"
  | "deleteTracks"
  | "renew"
  | "heardIn"
  | "inSession"
  | "forgotten"
  | "leaving"
  | "erase"
  | "erased"
  | "erasing"
  | "ownedBy"
  | "erasedAmong"
  | "old"
  | "expire"
>;

/** How takes, and parts of them, go. */
export function takeEndings(db: Db): Endings {
  const idsOf = async (name: string, sql: string, ...params: unknown[]): Promise<string[]> =>
    (await db.query<{ id: string }>(`takes.${name}`, sql, params)).map(({ id }) => id);
  return {
    async agreed(interviewId) {
      const rows = await db.query<Agreed>("takes.agreed", agreedSql, [interviewId]);
      if (rows[0]?.asked === false) return null;
      return new Map(rows.flatMap(({ personId, purposes }) => personId === null ? [] : [[personId, purposes]]));
    },
    async agreedSince(interviewId) {
      const rows = await db.query<Since>("takes.agreed-since", agreedSinceSql, [interviewId]);
      if (rows[0]?.asked === false) return null;
      return new Map(rows.flatMap(({ personId, since }) => personId === null ? [] : [[personId, since]]));
    },
    withdraw: async (interviewId, { personId, purpose }, at) =>
      (await idsOf("withdraw", withdrawSql, interviewId, personId, purpose, at)).length > 0,
    async deleteTracks(interviewId, { personId, trackIds }, at) {
      const params = [interviewId, personId, trackIds, at];
      return (await db.query<TrackRow>("takes.delete-tracks", deleteTracksSql, params)).map(toTrack);
    },
    renew: async (interviewId) => void await db.query("takes.renew", renewSql, [interviewId]),
    heardIn: (personId) => idsOf("heard-in", heardInSql, personId),
    inSession: (sessionId) => idsOf("in-session", inSessionSql, sessionId),
    forgotten: async (trackId) => void await db.query("takes.forgotten", forgottenSql, [trackId]),
    leaving: () => idsOf("leaving", leavingSql),
    erase: async (interviewId, at) => (await idsOf("erase", eraseSql, interviewId, at)).length > 0,
    async erased(interviewId, proof) {
      await db.query("takes.erased", erasedSql, [interviewId, JSON.stringify(proof)]);
    },
    erasing: () => idsOf("erasing", erasingSql),
    ownedBy: (personId) => idsOf("owned-by", ownedBySql, personId),
    erasedAmong: async (interviewIds) => new Set(await idsOf("erased-among", erasedAmongSql, interviewIds)),
    async old({ now, mostDays }) {
      const wishes = await db.query<Wish>("takes.wishes", wishesSql, [mostDays]);
      const [people, grinds] = [wishes.filter((it) => it.ofPerson), wishes.filter((it) => !it.ofPerson)];
      return await idsOf("old", oldSql, now, mostDays, ...columnsOf(people), ...columnsOf(grinds));
    },
    async expire(interviewId, { now, mostDays }) {
      const rows = await db.query<{ days: number }>("takes.expire", expireSql, [interviewId, now, mostDays]);
      return rows[0]?.days ?? null;
    },
  };
}

type Agreed = { asked: boolean; personId: string | null; purposes: Purpose[] };
/** A session may be gone with its grind; what people said to being recorded in it holds all the same. */
const asked = `i.session_id IS NOT NULL OR EXISTS (SELECT 1 FROM consents WHERE interview_id = i.id) AS asked`;
const agreedSql = `SELECT ${asked},
    c.person_id AS "personId", coalesce(array_agg(c.purpose::text), '{}') AS purposes
  FROM interviews i LEFT JOIN consents c ON c.interview_id = i.id AND c.withdrawn_at IS NULL
  WHERE i.id = $1 GROUP BY i.id, c.person_id`;

type Since = { asked: boolean; personId: string | null; since: Date };
const agreedSinceSql = `SELECT ${asked}, c.person_id AS "personId", max(c.given_at) AS since
  FROM interviews i
    LEFT JOIN consents c ON c.interview_id = i.id AND c.purpose = 'record' AND c.withdrawn_at IS NULL
  WHERE i.id = $1 GROUP BY i.id, c.person_id`;

const withdrawSql = `UPDATE consents SET withdrawn_at = greatest($4::timestamptz, given_at)
  WHERE interview_id = $1 AND person_id = $2 AND purpose = $3::consent_purpose AND withdrawn_at IS NULL RETURNING id`;

const again = `UPDATE takes SET rendering = rendering + 1, reason = NULL, progress = 0, version = version + 1,
    state = CASE WHEN state IN ('stored', 'broken') THEN 'finishing' ELSE state END
  WHERE interview_id = $1 AND state IN ('recording', 'finishing', 'stored', 'broken')`;
const renewSql = again;
const deleteTracksSql = `
  WITH k AS (
    UPDATE tracks SET deleted_at = $4::timestamptz
    WHERE interview_id = $1 AND person_id = $2 AND id = ANY ($3::uuid[]) AND deleted_at IS NULL RETURNING *
  ), again AS (
    ${again} AND EXISTS (SELECT 1 FROM k)
  ), noted AS (
    INSERT INTO erasures (subject_id, kind, at) SELECT id, 'track', $4 FROM k ON CONFLICT (subject_id) DO NOTHING
  )
  SELECT ${trackColumns} FROM k`;
/** Who agreed and was never heard may have written something. */
const heardInSql = `SELECT i.id FROM takes t JOIN interviews i ON i.id = t.interview_id
  WHERE i.owner_id <> $1 AND t.state NOT IN ('expired', 'erasing', 'erased') AND (
    EXISTS (SELECT 1 FROM tracks WHERE interview_id = i.id AND person_id = $1 AND deleted_at IS NULL)
    OR EXISTS (SELECT 1 FROM consents WHERE interview_id = i.id AND person_id = $1 AND purpose = 'record'
      AND withdrawn_at IS NULL)
  )`;
const inSessionSql = `SELECT t.interview_id AS id FROM takes t JOIN interviews i ON i.id = t.interview_id
  WHERE i.session_id = $1 AND t.state <> 'erased'`;
const forgottenSql = `
  WITH gone AS (
    UPDATE tracks SET object = NULL, facts_sealed = NULL, bytes = 0 WHERE id = $1 AND deleted_at IS NOT NULL
    RETURNING id
  )
  DELETE FROM fallbacks f USING gone WHERE f.track_id = gone.id`;
const leavingSql = `SELECT DISTINCT interview_id AS id FROM tracks WHERE deleted_at IS NOT NULL AND object IS NOT NULL`;

const eraseSql = `
  WITH t AS (
    UPDATE takes SET state = 'erasing', ended_at = coalesce(ended_at, greatest($2::timestamptz, opened_at)),
      manifest_sealed = NULL, reason = NULL, progress = 0, version = version + 1
    WHERE interview_id = $1 AND state NOT IN ('erasing', 'erased') RETURNING interview_id
  ), unlocked AS (
    DELETE FROM keys USING t WHERE keys.interview_id = t.interview_id
  ), unsaid AS (
    DELETE FROM transcripts USING t WHERE transcripts.interview_id = t.interview_id
  ), noted AS (
    INSERT INTO erasures (subject_id, kind, at) SELECT interview_id, 'take', $2 FROM t
    ON CONFLICT (subject_id) DO NOTHING
  )
  SELECT interview_id AS id FROM t`;
const erasedSql = `
  WITH t AS (
    UPDATE takes SET state = 'erased', version = version + 1
    WHERE interview_id = $1 AND state = 'erasing' RETURNING interview_id
  ), forgotten AS (
    DELETE FROM tracks USING t WHERE tracks.interview_id = t.interview_id
  ), unsaid AS (
    -- Once more: written in the moment in which the key went, it could not be seen by who destroyed that.
    DELETE FROM transcripts USING t WHERE transcripts.interview_id = t.interview_id
  )
  UPDATE erasures e SET proof = $2::jsonb FROM t WHERE e.subject_id = t.interview_id`;
const erasingSql = `SELECT interview_id AS id FROM takes WHERE state = 'erasing'`;
const ownedBySql = `SELECT t.interview_id AS id FROM takes t JOIN interviews i ON i.id = t.interview_id
  WHERE i.owner_id = $1`;
const erasedAmongSql = `SELECT subject_id AS id FROM erasures WHERE kind = 'take' AND subject_id = ANY ($1::uuid[])`;

const kept = `t.state IN ('stored', 'broken')`;
/** Hours, because a day on the clock of the database's time zone may have 23 or 25. */
const over = (days: string): string => `t.ended_at < $1::timestamptz - make_interval(hours => 24 * ${days})`;
type Wish = { readonly id: string; readonly days: number; readonly ofPerson: boolean };
/** Asked for apart, because few have a wish: knowing how many, the planner looks up theirs and not everybody's. */
const wishesSql =
  `SELECT coalesce(person_id, grind_id) AS id, originals_days AS days, person_id IS NOT NULL AS "ofPerson"
  FROM keepings WHERE originals_days < $1`;
const columnsOf = (wishes: readonly Wish[]): unknown[] => [wishes.map((it) => it.id), wishes.map((it) => it.days)];
const wishedBy = (column: "owner_id" | "grind_id", wishes: string): string => `
  SELECT t.interview_id, t.ended_at FROM unnest(${wishes}) AS k (id, days)
    JOIN interviews i ON i.${column} = k.id JOIN takes t ON t.interview_id = i.id
  WHERE ${kept} AND ${over("k.days")}`;
/** The shortest time is over when any is. Rounds of a sweep stay short. */
const oldSql = `SELECT interview_id AS id FROM (
    SELECT t.interview_id, t.ended_at FROM takes t WHERE ${kept} AND ${over("$2::int")}
    UNION ${wishedBy("owner_id", "$3::uuid[], $4::int[]")}
    UNION ${wishedBy("grind_id", "$5::uuid[], $6::int[]")}
  ) due ORDER BY ended_at LIMIT 100`;
/** Asked once more: between the list and this somebody may have chosen a longer time. */
const expireSql = `
  WITH due AS (
    SELECT i.id, least($3::int, p.originals_days, g.originals_days) AS days FROM interviews i
      LEFT JOIN keepings p ON p.person_id = i.owner_id LEFT JOIN keepings g ON g.grind_id = i.grind_id
    WHERE i.id = $1
  ), t AS (
    UPDATE takes t SET state = 'expired', manifest_sealed = NULL, reason = NULL, version = version + 1
    FROM due WHERE t.interview_id = due.id AND ${kept}
      AND t.ended_at < $2::timestamptz - make_interval(hours => 24 * due.days)
    RETURNING t.interview_id, due.days
  ), k AS (
    UPDATE tracks SET deleted_at = $2::timestamptz FROM t
    WHERE tracks.interview_id = t.interview_id AND tracks.deleted_at IS NULL
  )
  SELECT days FROM t`;
