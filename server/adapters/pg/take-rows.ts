import type { TakeRow, TrackRow } from "../../ports/takes.ts";

/** The columns of a TakeRow, from `takes t`. */
export const takeColumns = `t.interview_id AS "interviewId", t.state, t.node, t.opened_at AS "openedAt",
  t.ended_at AS "endedAt", t.durable_ms AS "durableMs", t.heard_at AS "heardAt", t.rendering, t.progress, t.reason,
  t.manifest_sealed AS "manifestSealed", t.version`;

/** The columns of a TrackRow, from `tracks k`. */
export const trackColumns = `k.id, k.interview_id AS "interviewId", k.person_id AS "personId", k.kind, k.object,
  k.media_type AS "mediaType", k.bytes::float8 AS bytes, k.first_ms AS "firstMs", k.last_ms AS "lastMs",
  k.gaps_ms AS "gapsMs", k.facts_sealed AS "factsSealed", k.ended_early AS "endedEarly", k.deleted_at AS "deletedAt"`;

/** Whether the interview of `takes t` goes on: in a room that is there or comes back, or without any. */
export const liveColumn = `EXISTS (
    SELECT 1 FROM interviews i LEFT JOIN live_rooms r ON r.session_id = i.session_id
    WHERE i.id = t.interview_id AND i.status IN ('PENDING', 'IN_PROGRESS')
      AND (i.session_id IS NULL OR r.session_id IS NOT NULL)
  ) AS live`;

/** Bytes that are no longer the driver's. */
export function toTake<T extends TakeRow>(row: T): T {
  return { ...row, manifestSealed: row.manifestSealed && new Uint8Array(row.manifestSealed) };
}

export function toTrack(row: TrackRow): TrackRow {
  return { ...row, factsSealed: row.factsSealed && new Uint8Array(row.factsSealed) };
}
