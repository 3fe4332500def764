import type { Clock } from "../../kit/clock.ts";
import { toPage } from "../../kit/cursor.ts";
import type { Ids } from "../../kit/ids.ts";
import type { Audit, AuditRow } from "../../ports/audit.ts";
import type { Db } from "./db.ts";
import { pageAfter } from "./keyset.ts";

const noteSql = "INSERT INTO audit (id, at, actor_id, action, subject_id, details) VALUES ($1, $2, $3, $4, $5, $6)";

/** What was done, in Postgres. */
export function pgAudit(db: Db, { clock, ids }: { clock: Clock; ids: Ids }): Audit {
  return {
    async note({ actorId, action, subjectId, details = {} }) {
      const params = [ids.next(), new Date(clock.now()), actorId, action, subjectId, JSON.stringify(details)];
      await db.query("audit.note", noteSql, params);
    },
    async list({ cursor, limit }) {
      const [id] = pageAfter(cursor, ["id"]);
      const rows = await db.prisma.audit.findMany({
        // Ids are made in the order of time, so the id alone says where a page ended.
        ...(id ? { where: { id: { lt: id } } } : {}),
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      return toPage(
        rows.map((it) => ({ ...it, details: it.details as NonNullable<AuditRow["details"]> })),
        limit,
        (it) => [it.id],
      );
    },
  };
}
