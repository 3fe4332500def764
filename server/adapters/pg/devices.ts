import type { Devices, Holder } from "../../ports/devices.ts";
import type { Db } from "./db.ts";
import { lookUp } from "./look-up.ts";

const holderSql = `
  SELECT d.id AS "deviceId", d.person_id AS "personId", p.name, p.admin, d.last_seen_at AS "lastSeenAt"
  FROM devices d JOIN people p ON p.id = d.person_id
  WHERE d.token_hash = it.token_hash AND d.expires_at > it.at AND p.blocked_at IS NULL`;

/** Devices in Postgres. */
export function pgDevices(db: Db): Devices {
  const { device } = db.prisma;
  return {
    add: async (it) => void await device.create({ data: it, select: { id: true } }),
    holder: lookUp<Holder, [Uint8Array, Date]>(db, {
      name: "devices.holder",
      by: { token_hash: "bytea", at: "timestamptz" },
      sql: holderSql,
    }),
    touch: async (id, seen) => void await device.updateMany({ where: { id }, data: seen }),
    list: (personId, at) =>
      device.findMany({
        where: { personId, expiresAt: { gt: at } },
        omit: { tokenHash: true },
        orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
      }),
    revoke: async (personId, id) => (await device.deleteMany({ where: { id, personId } })).count > 0,
    async revokeAll(personId, except) {
      const rows = await db.query<{ id: string }>(
        "devices.revoke-all",
        "DELETE FROM devices WHERE person_id = $1 AND ($2::uuid IS NULL OR id <> $2) RETURNING id",
        [personId, except ?? null],
      );
      return rows.map((it) => it.id);
    },
    async known(ids) {
      const rows = await device.findMany({ where: { id: { in: [...ids] } }, select: { id: true } });
      return rows.map((it) => it.id);
    },
    sweep: async (at) => (await device.deleteMany({ where: { expiresAt: { lte: at } } })).count,
  };
}
