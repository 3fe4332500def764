// What the routes of the fake share.

/** An answer that is a refusal. */
export class Refused extends Error {
  constructor(status, code, message, field) {
    super(message);
    Object.assign(this, { status, body: { error: { code, message, ...(field ? { field } : {}) } } });
  }
}

/** What is not there, or not for the asker. */
export const missing = () => new Refused(404, "not-found", "There is no such thing, or you may not see it.");

/** A page of rows, where the cursor is the place in the list. */
export function page(rows, { cursor = "0", limit = "30" }) {
  const from = Number(cursor);
  const to = from + Number(limit);
  return { rows: rows.slice(from, to), next: to < rows.length ? String(to) : null };
}

/** The row, or a 404. */
export const found = (row) => {
  if (!row) throw missing();
  return row;
};
