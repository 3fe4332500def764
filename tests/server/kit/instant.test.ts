import fc from "fast-check";
import { expect, it } from "vitest";
import { iso } from "../../../server/kit/instant.ts";

it("writes every moment as toISOString does", () => {
  const ends = { min: new Date(-62_167_219_200_000), max: new Date(253_402_300_800_000) };
  fc.assert(fc.property(fc.date({ ...ends, noInvalidDate: true }), (at) => {
    expect(iso(at)).toBe(at.toISOString());
  }));
});

it("refuses what is no moment, as toISOString does", () => {
  expect(() => iso(new Date(Number.NaN))).toThrow(RangeError);
});
