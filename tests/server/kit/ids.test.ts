import { expect, it } from "vitest";
import { isId, short, uuidv7 } from "../../../server/kit/ids.ts";

it("makes UUIDs of version 7 that carry their time", () => {
  const id = uuidv7({ now: () => 0x0198_7654_3210 }).next();
  expect(id).toMatch(/^01987654-3210-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it("keeps the order of ids made in one millisecond, past the counter's end and when the clock goes back", () => {
  let now = 1_000_000;
  const ids = uuidv7({ now: () => now });
  const made = Array.from({ length: 10_000 }, () => ids.next());
  now -= 5_000;
  made.push(ids.next());
  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(made.length);
});

it("tells an id from what only looks like one", () => {
  const id = uuidv7({ now: () => 0 }).next();
  expect(isId(id)).toBe(true);
  for (const other of ["", id.toUpperCase(), ` ${id}`, `${id}\n`, `${id}0`, id.replaceAll("-", ""), `{${id}}`]) {
    expect(isId(other), JSON.stringify(other)).toBe(false);
  }
});

it("shortens an id to what a log may hold", () => {
  expect(short("01987654-3210-7abc-8def-0123456789ab")).toBe("456789ab");
});
