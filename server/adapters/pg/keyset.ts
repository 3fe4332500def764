import { noSuchPage, readCursor } from "../../kit/cursor.ts";
import { isId } from "../../kit/ids.ts";

/** The forms that values of a cursor have, so that a forged one is refused before it reaches the database. */
const forms = {
  flag: (it: string) => it === "true" || it === "false",
  // Only what a date writes of itself: "2026-02-30" can be read by us, and the database knows no year 0.
  instant: (it: string) =>
    /^(?!0000)\d{4}-/.test(it) && !Number.isNaN(Date.parse(it)) && new Date(it).toISOString() === it,
  id: isId,
  line: (it: string) => !it.includes("\0"),
} as const;

/** The values of the row that a page begins after; all null for the first page. Throws "bad-request" when forged. */
export function pageAfter(cursor: string | null, shape: readonly (keyof typeof forms)[]): (string | null)[] {
  if (cursor === null) return shape.map(() => null);
  const values = readCursor(cursor, shape.length);
  if (!shape.every((form, index) => forms[form](values[index] ?? ""))) throw noSuchPage();
  return values;
}
