import { found } from "../../kit/errors.ts";
import type { Ids } from "../../kit/ids.ts";
import type { Keeper, Keepings } from "../../ports/keepings.ts";
import type { Db } from "./db.ts";
import { violationOf } from "./db-errors.ts";

/** How long originals are kept, in Postgres. */
export function pgKeepings(db: Db, { ids }: { ids: Ids }): Keepings {
  return {
    async days(of) {
      const { name, sql, id } = placeOf(of);
      const [row] = await db.query<{ days: number }>(`keepings.days-of-${name}`, sql.days, [id]);
      return row?.days ?? null;
    },
    async keep(of, days) {
      const { name, sql, id } = placeOf(of);
      if (days === null) return void await db.query(`keepings.end-of-${name}`, sql.end, [id]);
      await db.query(`keepings.keep-of-${name}`, sql.keep, [ids.next(), id, days]).catch((error: unknown) => {
        if (violationOf(error)?.kind === "foreign-key") found(null, name);
        throw error;
      });
    },
  };
}

function placeOf(of: Keeper) {
  return of.personId === undefined
    ? { name: "grind", sql: ofGrind, id: of.grindId } as const
    : { name: "person", sql: ofPerson, id: of.personId } as const;
}

const sqlOf = (column: "person_id" | "grind_id") => ({
  days: `SELECT originals_days AS days FROM keepings WHERE ${column} = $1`,
  keep: `INSERT INTO keepings (id, ${column}, originals_days) VALUES ($1, $2, $3)
    ON CONFLICT (${column}) DO UPDATE SET originals_days = excluded.originals_days`,
  end: `DELETE FROM keepings WHERE ${column} = $1`,
});
const ofPerson = sqlOf("person_id");
const ofGrind = sqlOf("grind_id");
