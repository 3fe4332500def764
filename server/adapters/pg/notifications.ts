import type { Clock } from "../../kit/clock.ts";
import { toPage } from "../../kit/cursor.ts";
import type { Ids } from "../../kit/ids.ts";
import type { NotificationRow, Notifications } from "../../ports/notifications.ts";
import type { Db } from "./db.ts";
import { pageAfter } from "./keyset.ts";

/** Notifications in Postgres. */
export function pgNotifications(db: Db, { clock, ids }: { clock: Clock; ids: Ids }): Notifications {
  return {
    async tell(people, kind, data) {
      const who = typeof people === "string" ? [people] : people;
      if (who.length === 0) return;
      const params = [who.map(() => ids.next()), who, kind, JSON.stringify(data), new Date(clock.now())];
      await db.query("notifications-tell", tellSql, params);
    },
    async list(personId, { cursor, limit }) {
      const after = pageAfter(cursor, ["instant", "id"]);
      const rows = await db.query<NotificationRow>("notifications-list", listSql, [personId, ...after, limit + 1]);
      return toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
    },
    async unread(personId) {
      const sql = "SELECT count(*)::int AS unread FROM notifications WHERE person_id = $1 AND read_at IS NULL";
      const [row] = await db.query<{ unread: number }>("notifications-unread", sql, [personId]);
      return row?.unread ?? 0;
    },
    async markRead(personId) {
      const sql = "UPDATE notifications SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL";
      await db.query("notifications-read", sql, [personId, new Date(clock.now())]);
    },
  };
}

/** Joined with people: somebody whose account went meanwhile need not be told. */
const tellSql = `
  WITH outdated AS (
    DELETE FROM notifications n WHERE n.person_id = ANY ($2::uuid[]) AND n.kind = $3 AND n.read_at IS NULL
      AND n.data->>'grindId' = $4::jsonb->>'grindId'
      AND n.data->>'personName' IS NOT DISTINCT FROM $4::jsonb->>'personName'
  )
  INSERT INTO notifications (id, person_id, kind, data, created_at)
  SELECT it.id, it.person_id, $3, $4::jsonb, $5
  FROM unnest($1::uuid[], $2::uuid[]) AS it (id, person_id) JOIN people p ON p.id = it.person_id`;

const listSql = `SELECT id, kind, data, created_at AS "createdAt", read_at AS "readAt"
  FROM notifications
  WHERE person_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
  ORDER BY created_at DESC, id DESC LIMIT $4`;
