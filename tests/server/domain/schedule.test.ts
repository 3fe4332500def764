import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aheadMs, instantOf, requireStart, weeksAhead } from "../../../server/domain/schedule.ts";

const at = (local: string, timeZone: string): string => instantOf({ local, timeZone }).toISOString();
const now = Date.parse("2026-03-01T12:00:00.000Z");

describe("a wall clock's time", () => {
  it.each([
    ["Europe/Berlin", "2026-01-15T19:30", "2026-01-15T18:30:00.000Z", "in winter"],
    ["Europe/Berlin", "2026-07-15T19:30", "2026-07-15T17:30:00.000Z", "in summer"],
    ["Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59:00.000Z", "before the clocks go forward"],
    ["Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00.000Z", "in the hour that they skip"],
    ["Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00.000Z", "after it"],
    ["Europe/Berlin", "2026-10-25T01:59", "2026-10-24T23:59:00.000Z", "before the clocks go back"],
    ["Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00.000Z", "in the hour that they show twice"],
    ["Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00:00.000Z", "after it"],
    ["America/New_York", "2026-03-08T02:30", "2026-03-08T07:30:00.000Z", "in their skipped hour"],
    ["America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00.000Z", "in their double hour"],
    ["Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00.000Z", "where half an hour is skipped"],
    ["Asia/Kathmandu", "2026-05-01T00:00", "2026-04-30T18:15:00.000Z", "at a quarter of an hour"],
    ["Pacific/Kiritimati", "2026-05-01T10:00", "2026-04-30T20:00:00.000Z", "far in the east"],
    ["Pacific/Pago_Pago", "2026-05-01T10:00", "2026-05-01T21:00:00.000Z", "far in the west"],
    ["UTC", "2028-02-29T00:00", "2028-02-29T00:00:00.000Z", "on a leap day"],
  ])("of %s, %s, is %s (%s)", (zone, local, instant) => expect(at(local, zone)).toBe(instant));

  it("is what that clock shows at the instant, wherever it is not skipped", () => {
    const zones = ["Europe/London", "America/Sao_Paulo", "Asia/Tehran", "Africa/Casablanca", "Pacific/Apia", "UTC"];
    fc.assert(fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }),
      (timeZone, date) => {
        const shown = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
        const local = shown.format(date).replace(" ", "T");
        expect(shown.format(instantOf({ local, timeZone })).replace(" ", "T")).toBe(local);
      },
    ));
  });

  it.each(["Mars/Olympus", "Europe/Berlin2", "x", "__proto__", "Etc/GMT+99"])("is refused in %s", (timeZone) => {
    expect(() => instantOf({ local: "2026-03-29T19:30", timeZone }, "when."))
      .toThrow(expect.objectContaining({ code: "bad-request", field: "when.timeZone" }));
  });

  it.each(["2026-02-29T10:00", "2026-04-31T10:00", "2026-06-00T10:00"])("is refused on %s", (local) => {
    expect(() => instantOf({ local, timeZone: "UTC" }))
      .toThrow(expect.objectContaining({ code: "bad-request", field: "local" }));
  });
});

describe("a start", () => {
  const start = (ms: number) => () => requireStart(new Date(now + ms), now, "when.");

  it.each([-4 * 60_000, 0, 86_400_000, 360 * 86_400_000])("may be %d ms from now", (ms) => {
    expect(start(ms)).not.toThrow();
  });

  it.each([-6 * 60_000, -86_400_000, 400 * 86_400_000])("may not be %d ms from now", (ms) => {
    expect(start(ms)).toThrow(expect.objectContaining({ code: "bad-request", field: "when.local" }));
  });
});

describe("a series", () => {
  const series = { local: "2026-03-05T19:30", timeZone: "Europe/Berlin", madeUntil: null };

  it("is made eight weeks ahead, and keeps its time on the wall when the clocks change", () => {
    const weeks = weeksAhead(series, now);
    expect(weeks.map((it) => it.local.slice(0, 10))).toEqual([
      "2026-03-05",
      "2026-03-12",
      "2026-03-19",
      "2026-03-26",
      "2026-04-02",
      "2026-04-09",
      "2026-04-16",
      "2026-04-23",
    ]);
    expect(new Set(weeks.map((it) => it.local.slice(11)))).toEqual(new Set(["19:30"]));
    expect(weeks.map((it) => it.startsAt.getUTCHours())).toEqual([18, 18, 18, 18, 17, 17, 17, 17]);
  });

  it("is not made twice, and goes on where it was left", () => {
    expect(weeksAhead({ ...series, madeUntil: "2026-04-23T19:30" }, now)).toEqual([]);
    const next = weeksAhead({ ...series, madeUntil: "2026-04-23T19:30" }, now + 7 * 86_400_000);
    expect(next.map((it) => it.local)).toEqual(["2026-04-30T19:30"]);
  });

  it("begins with its first one, however far away that is", () => {
    const weeks = weeksAhead({ ...series, local: "2026-12-05T19:30" }, now);
    expect(weeks.map((it) => it.local)).toEqual(["2026-12-05T19:30"]);
  });

  it("does not make up for weeks in which no server ran", () => {
    const later = now + 20 * 7 * 86_400_000;
    const weeks = weeksAhead({ ...series, madeUntil: "2026-04-23T19:30" }, later);
    expect(weeks).toHaveLength(8);
    for (const { startsAt } of weeks) {
      expect(startsAt.getTime()).toBeGreaterThanOrEqual(later);
      expect(startsAt.getTime()).toBeLessThanOrEqual(later + aheadMs);
    }
  });
});
