import { expect, it } from "vitest";
import { readCursor, toPage, writeCursor } from "../../../server/kit/cursor.ts";

it("gives back what it was made of", () => {
  expect(readCursor(writeCursor(["2026-11-21", "ä"]), 2)).toEqual(["2026-11-21", "ä"]);
});

it.each([
  "",
  "x",
  "!!!",
  Buffer.from("{}").toString("base64url"),
  writeCursor(["one"]),
  Buffer.from("[1,2]").toString("base64url"),
])(
  "refuses %j, which it did not write",
  (forged) => {
    expect(() => readCursor(forged, 2)).toThrow("This list has no such page");
  },
);

it("cuts the row too many off and points behind the last one that stays", () => {
  const page = toPage(["a", "b", "c"], 2, (row) => [row]);
  expect(page.rows).toEqual(["a", "b"]);
  expect(readCursor(page.next ?? "", 1)).toEqual(["b"]);
  expect(toPage(["a", "b"], 2, (row) => [row]).next).toBeNull();
});
