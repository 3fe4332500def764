import { expect, it } from "vitest";
import { ago, dayName, greeting, length, when } from "../../../client/kit/time.ts";

const now = new Date(2026, 10, 19, 20, 30);
const at = (...parts: [number, number, number, number, number]): string => new Date(...parts).toISOString();

it.each([
  [at(2026, 10, 19, 9, 5), "Today, 09:05"],
  [at(2026, 10, 18, 23, 59), "Yesterday, 23:59"],
  [at(2026, 10, 12, 8, 0), "12 Nov"],
  [at(2025, 10, 12, 8, 0), "12 Nov 2025"],
])("names the moment %s as people would", (moment, words) => {
  expect(when(moment, now)).toBe(words);
});

it.each([
  [20, "just now"],
  [60, "a minute ago"],
  [600, "10 minutes ago"],
  [5400, "an hour ago"],
  [18000, "5 hours ago"],
  [90_000, "yesterday, 19:30"],
])(
  "says that %s seconds ago was %s",
  (seconds, words) => {
    expect(ago(new Date(now.getTime() - seconds * 1000).toISOString(), now)).toBe(words);
  },
);

it("counts days by the reader's calendar, not by hours", () => {
  expect(dayName(at(2026, 10, 20, 0, 10), now)).toBe("tomorrow");
  expect(dayName(at(2026, 10, 19, 23, 50), now)).toBe("today");
  expect(dayName(at(2026, 10, 21, 10, 0), now)).toBe("Sat 21");
});

it("writes lengths with minutes always and hours when there are any", () => {
  expect(length(2_480_000)).toBe("41:20");
  expect(length(3_725_000)).toBe("1:02:05");
  expect(length(-5)).toBe("00:00");
});

it.each([[4, "Good evening"], [5, "Good morning"], [12, "Good afternoon"], [18, "Good evening"]])(
  "greets at %s with %s",
  (hour, words) => {
    expect(greeting(new Date(2026, 10, 19, hour))).toBe(words);
  },
);
