import { gather } from "../../kit/gather.ts";
import type { Db } from "./db.ts";

type LookUp = {
  readonly name: string;
  /** The parts of a key with their types. */
  readonly by: Readonly<Record<string, "uuid" | "bytea" | "timestamptz">>;
  /** Selects the row of one key, whose parts are columns of `it`. */
  readonly sql: string;
};

/** A look-up of one row that every request makes: many at once are one statement. */
export function lookUp<T extends object, K extends readonly unknown[]>(
  db: Pick<Db, "query">,
  { name, by, sql }: LookUp,
): (...key: K) => Promise<T | null> {
  const arrays = Object.values(by).map((type, index) => `$${index + 1}::${type}[]`).join(", ");
  // The limit keeps the planner from reading tables whole to join them with the keys: each key goes through an index.
  const text = `SELECT it.asked::int, row.*
    FROM unnest(${arrays}) WITH ORDINALITY AS it (${Object.keys(by).join(", ")}, asked)
    CROSS JOIN LATERAL (${sql} LIMIT 1) row`;
  const find = gather<K, T | null>({
    async ask(keys) {
      const rows: (T | null)[] = keys.map(() => null);
      for (const { asked, ...row } of await db.query<T & { asked: number }>(name, text, columnsOf(keys))) {
        rows[asked - 1] = row as unknown as T;
      }
      return rows;
    },
  });
  return (...key) => find(key);
}

/** Rows of parameters, of which there is at least one, as an array for each of their columns. */
export function columnsOf(rows: readonly (readonly unknown[])[]): unknown[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
}
