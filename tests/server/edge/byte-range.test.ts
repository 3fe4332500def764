import { expect, it } from "vitest";
import { rangeOf } from "../../../server/edge/byte-range.ts";

it.each([
  ["bytes=0-9", { from: 0, to: 10 }],
  ["bytes=90-", { from: 90, to: 100 }],
  ["bytes=90-1000", { from: 90, to: 100 }],
  ["bytes=-10", { from: 90, to: 100 }],
  ["bytes=-1000", { from: 0, to: 100 }],
  [" bytes=99-99 ", { from: 99, to: 100 }],
  ["bytes=100-", "none"],
  ["bytes=-0", "none"],
  ["bytes=99999999999999999999-", "none"],
  ["bytes=9-5", "all"],
  ["bytes=-", "all"],
  ["bytes=0-1,5-6", "all"],
  ["items=0-1", "all"],
  ["bytes=a-b", "all"],
  [undefined, "all"],
])("of 100 bytes %j is %j", (header, range) => {
  expect(rangeOf(header, 100)).toEqual(range);
});

it("finds nothing in an empty file", () => {
  expect(rangeOf("bytes=0-", 0)).toBe("none");
  expect(rangeOf("bytes=-5", 0)).toBe("none");
});
