import type { Clock } from "../../kit/clock.ts";
import { readCursor, toPage } from "../../kit/cursor.ts";
import { AppError } from "../../kit/errors.ts";
import type { Ids } from "../../kit/ids.ts";
import type { Audit, AuditRow } from "../../ports/audit.ts";
import type { Db } from "./db.ts";

/** What was done, in Postgres. */
export function pgAudit(db: Db, { clock, ids }: { clock: Clock; ids: Ids }): Audit {
  return {
    async note({ actorId, action, subjectId, details = {} }) {
      const data = { id: ids.next(), at: new Date(clock.now()), actorId, action, subjectId, details };
      await db.prisma.audit.create({ data, select: { id: true } });
    },
    async list({ cursor, limit }) {
      const rows = await db.prisma.audit.findMany({
        ...(cursor === null ? {} : { where: { id: { lt: after(cursor) } } }),
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

/** Ids are made in the order of time, so the id alone says where a page ended. */
function after(cursor: string): string {
  const [id = ""] = readCursor(cursor, 1);
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) return id;
  throw new AppError("bad-request", "This list has no such page. Open it again from the start.", { field: "cursor" });
}
