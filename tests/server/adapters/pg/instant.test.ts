import pg from "pg";
import { expect, it } from "vitest";
import { readInstant } from "../../../../server/adapters/pg/instant.ts";

it.each([
  ["2026-11-01 12:00:00+00", "2026-11-01T12:00:00.000Z"],
  ["2026-02-28 23:59:59.9+00", "2026-02-28T23:59:59.900Z"],
  ["2024-02-29 00:00:00.05+00", "2024-02-29T00:00:00.050Z"],
  ["2026-11-01 12:00:00.569+00", "2026-11-01T12:00:00.569Z"],
  ["2026-11-01 12:00:00.123456+00", "2026-11-01T12:00:00.123Z"],
  ["2026-11-01 17:30:00.25+05:30", "2026-11-01T12:00:00.250Z"],
  ["2026-11-01 09:00:00-03", "2026-11-01T12:00:00.000Z"],
  ["0099-01-01 00:00:00+00", "0099-01-01T00:00:00.000Z"],
  ["12026-11-01 12:00:00+00", "+012026-11-01T12:00:00.000Z"],
])("reads %s as the moment it is", (text, moment) => {
  expect(readInstant(text)).toEqual(new Date(moment));
});

it.each(["infinity", "-infinity", "0044-03-15 12:00:00+00 BC"])("reads %s as the driver does", (text) => {
  expect(readInstant(text)).toEqual(pg.types.getTypeParser(1184)(text));
});
