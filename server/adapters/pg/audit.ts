import type { Clock } from "../../kit/clock.ts";
import { toPage } from "../../kit/cursor.ts";
import { gather } from "../../kit/gather.ts";
import type { Ids } from "../../kit/ids.ts";
import type { Audit, AuditRow } from "../../ports/audit.ts";
import type { Db } from "./db.ts";
import { pageAfter } from "./keyset.ts";
import { columnsOf } from "./look-up.ts";

const noteSql = `INSERT INTO audit (id, at, actor_id, action, subject_id, details)
  SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::uuid[], $6::jsonb[])`;

/** What was done, in Postgres. */
export function pgAudit(db: Db, { clock, ids }: { clock: Clock; ids: Ids }): Audit {
  const add = gather<readonly unknown[], null>({
    async ask(rows) {
      await db.query("audit.note", noteSql, columnsOf(rows));
      return rows.map(() => null);
    },
  });
  return {
    async note({ actorId, action, subjectId, details = {} }) {
      await add([ids.next(), new Date(clock.now()), actorId, action, subjectId, JSON.stringify(details)]);
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
