import { Buffer } from "node:buffer";

/** One event of a calendar; its words may hold anything. */
export type CalendarEvent = {
  /** Stays the same for as long as there is the event. */
  readonly uid: string;
  /** Grows with each change. */
  readonly sequence: number;
  readonly made: Date;
  readonly start: Date;
  readonly end: Date;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
};

/** A calendar in the form of RFC 5545. Calendars are asked to come again every hour. */
export function writeCalendar({ name, events }: { name: string; events: readonly CalendarEvent[] }): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Grindstone//Sessions//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...events.flatMap(eventLines),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function eventLines(event: CalendarEvent): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${instant(event.made)}`,
    `DTSTART:${instant(event.start)}`,
    `DTEND:${instant(event.end)}`,
    `SUMMARY:${escaped(event.summary)}`,
    `DESCRIPTION:${escaped(event.description)}`,
    `URL:${new URL(event.url).href}`,
    "END:VEVENT",
  ];
}

/** 20260329T173000Z */
function instant(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d+/g, "");
}

/** Text that cannot end its line: a name with a line break in it must not begin an event of its own. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|[\n\u0085\u2028\u2029]/g, "\\n").replace(/\p{Cc}/gu, "");
}

const lineBytes = 75;

/** Long lines go on after a line break and a space, and no character is cut in two. */
function folded(line: string): string {
  let text = "";
  let bytes = 0;
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (bytes + more > lineBytes) {
      text += "\r\n ";
      bytes = 1;
    }
    text += character;
    bytes += more;
  }
  return text;
}
