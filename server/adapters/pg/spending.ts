import type { SpendingRow, SpendingStore, SpendingUsed } from "../../ports/spending.ts";
import type { Db } from "./db.ts";

/** In the place of a grind where somebody was alone: a key has no nulls. */
const alone = "00000000-0000-0000-0000-000000000000";

const addSql = `INSERT INTO usage AS u (day, provider, person_id, grind_id, seconds) VALUES ($1::date, $2, $3, $4, $5)
  ON CONFLICT (day, provider, person_id, grind_id) DO UPDATE SET seconds = u.seconds + EXCLUDED.seconds`;
const usedSql = `SELECT coalesce(sum(seconds) FILTER (WHERE person_id = $3), 0)::int AS person,
    coalesce(sum(seconds) FILTER (WHERE grind_id = $4 AND grind_id <> '${alone}'), 0)::int AS grind,
    coalesce(sum(seconds), 0)::int AS instance
  FROM usage WHERE day = $1::date AND provider = $2`;
const listSql = `SELECT u.day::text AS day, provider, person_id AS "personId", p.name AS "personName",
    nullif(grind_id, '${alone}') AS "grindId", g.name AS "grindName", seconds
  FROM usage u LEFT JOIN people p ON p.id = person_id LEFT JOIN grinds g ON g.id = grind_id
  WHERE u.day >= $1::date ORDER BY u.day DESC, seconds DESC, person_id, grind_id LIMIT $2`;
const totalsSql = `SELECT day::text AS day, provider, sum(seconds)::int AS seconds FROM usage WHERE day >= $1::date
  GROUP BY day, provider ORDER BY day DESC, provider`;

type Total = { readonly day: string; readonly provider: string; readonly seconds: number };

/** Spending in Postgres, one row for a person in a grind on a day. */
export function pgSpending(db: Db): SpendingStore {
  return {
    async add({ day, provider, personId, grindId, seconds }) {
      const place = [day, provider, personId, grindId ?? alone];
      if (seconds > 0) await db.query("spending.add", addSql, [...place, seconds]);
      const [used] = await db.query<SpendingUsed>("spending.used", usedSql, place);
      return used ?? { person: 0, grind: 0, instance: 0 };
    },
    list: ({ sinceDay, most }) => db.query<SpendingRow>("spending.list", listSql, [sinceDay, most]),
    totals: (sinceDay) => db.query<Total>("spending.totals", totalsSql, [sinceDay]),
  };
}
