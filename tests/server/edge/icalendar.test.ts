import { Buffer } from "node:buffer";
import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { type CalendarEvent, writeCalendar } from "../../../server/edge/icalendar.ts";

const event = (change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: "one@grindstone",
  sequence: 2,
  made: new Date("2026-03-01T08:00:00.000Z"),
  start: new Date("2026-03-29T17:30:00.000Z"),
  end: new Date("2026-03-29T18:30:00.123Z"),
  summary: "Two queues · Late owls",
  description: "Whoever likes asks, 60 minutes.\nhttps://grind.example/sessions/1",
  url: "https://grind.example/sessions/1",
  ...change,
});
/** What another program than ours reads in it. */
const read = (text: string) => new ICAL.Component(ICAL.parse(text));
const eventsIn = (text: string) => read(text).getAllSubcomponents("vevent").map((it) => new ICAL.Event(it));

describe("a calendar", () => {
  it("is read by others as it was meant", () => {
    const text = writeCalendar({ name: "Late owls", events: [event(), event({ uid: "two@grindstone" })] });
    const calendar = read(text);
    expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
    expect(calendar.getFirstPropertyValue("x-wr-calname")).toBe("Late owls");
    const [first, second] = eventsIn(text);
    expect([first?.uid, second?.uid]).toEqual(["one@grindstone", "two@grindstone"]);
    expect(first).toMatchObject({ sequence: 2, summary: event().summary, description: event().description });
    expect(first?.startDate.toJSDate()).toEqual(event().start);
    expect(first?.endDate.toJSDate()).toEqual(new Date("2026-03-29T18:30:00.000Z"));
    expect(first?.component.getFirstPropertyValue("url")).toBe(event().url);
  });

  it.each([
    "x\r\nBEGIN:VEVENT",
    "x\nEND:VCALENDAR\nBEGIN:VCALENDAR",
    "x\rATTACH:https://elsewhere.example",
    "x\u2028BEGIN:VALARM",
    'a,b;c\\n:"d"\u0000\u0007',
  ])("has one event, whatever it is named: %j", (hostile) => {
    const text = writeCalendar({
      name: hostile,
      events: [event({ summary: hostile, description: hostile, uid: hostile })],
    });
    const lines = text.replaceAll("\r\n ", "").split("\r\n");
    expect(lines.filter((it) => /^(BEGIN|END|ATTACH)/.test(it))).toEqual([
      "BEGIN:VCALENDAR",
      "BEGIN:VEVENT",
      "END:VEVENT",
      "END:VCALENDAR",
    ]);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\p{Cc}\u2028]/u);
    expect(eventsIn(text)).toHaveLength(1);
  });

  it("keeps any words, in lines of at most 75 bytes that cut no character", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (words) => {
      const text = writeCalendar({ name: words, events: [event({ summary: words })] });
      for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const kept = words.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n").replace(/[^\P{Cc}\n]/gu, "");
      expect(eventsIn(text)[0]?.summary).toBe(kept);
    }));
  });
});
