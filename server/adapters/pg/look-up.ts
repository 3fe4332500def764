import { gather } from "../../kit/gather.ts";
import type { Db } from "./db.ts";

/** What a look-up is made of. */
export type LookUp = {
  readonly name: string;
  /** The parts of a key with their types. */
  readonly by: Readonly<Record<string, "uuid" | "bytea" | "text" | "timestamptz" | "int" | "boolean">>;
  /** Selects what one key finds; the parts of the key are columns of `it`. */
  readonly sql: string;
};

/** A look-up of one row that every request makes: many at once are one statement. */
export function lookUp<T extends object, K extends readonly unknown[]>(
  db: Pick<Db, "query">,
  { sql, ...rest }: LookUp,
): (...key: K) => Promise<T | null> {
  // The limit keeps the planner from reading tables whole to join them with the keys: each key goes through an index.
  const find = lookUpAll<T, K>(db, { ...rest, sql: `${sql} LIMIT 1` });
  return async (...key) => (await find(...key))[0] ?? null;
}

/** The same for a page of rows. Give `sql` a limit, and put the rows in order where they arrive: one statement has no order for each key. */
export function lookUpAll<T extends object, K extends readonly unknown[]>(
  db: Pick<Db, "query">,
  { name, by, sql }: LookUp,
): (...key: K) => Promise<T[]> {
  const arrays = Object.values(by).map((type, index) => `$${index + 1}::${type}[]`).join(", ");
  const text = `SELECT it.asked::int, row.*
    FROM unnest(${arrays}) WITH ORDINALITY AS it (${Object.keys(by).join(", ")}, asked)
    CROSS JOIN LATERAL (${sql}) row`;
  const find = gather<K, T[]>({
    async ask(keys) {
      const found: T[][] = keys.map(() => []);
      for (const { asked, ...row } of await db.query<T & { asked: number }>(name, text, columnsOf(keys))) {
        found[asked - 1]?.push(row as unknown as T);
      }
      return found;
    },
  });
  return (...key) => find(key);
}

/** Rows of parameters, of which there is at least one, as an array for each of their columns. */
export function columnsOf(rows: readonly (readonly unknown[])[]): unknown[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
}
