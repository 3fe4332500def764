import { Buffer } from "node:buffer";
import { AppError } from "./errors.ts";

/** Which part of a long list is asked for; without a cursor its beginning. */
export type Page = { readonly cursor: string | null; readonly limit: number };
/** That part, and the cursor of what follows it; null at the end. */
export type Paged<Row> = { rows: Row[]; next: string | null };

/** Where a page of rows ended: the sort values of its last row. Opaque to callers, checked when it comes back. */
export function writeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** Reads a cursor of `length` values; throws AppError "bad-request" for anything that we did not write. */
export function readCursor(cursor: string, length: number): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(values) && values.length === length && values.every((it) => typeof it === "string")) {
      return values;
    }
  } catch {
    // Falls through: it is refused below like any other text that is no cursor.
  }
  throw noSuchPage();
}

/** What a cursor that we did not write is answered with. */
export function noSuchPage(): AppError {
  return new AppError("bad-request", "This list has no such page. Open it again from the start.", { field: "cursor" });
}

/** Cuts a list that was asked for with one row too many into a page and the cursor of the next one. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  key: (row: Row) => readonly string[],
): Paged<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last !== undefined ? writeCursor(key(last)) : null };
}
