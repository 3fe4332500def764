import { AppError } from "../kit/errors.ts";

/** Day and time as a clock on the wall of a zone shows it: "2026-03-29T19:30". Later ones sort after earlier ones. */
export type Local = string;
export type Start = { readonly local: Local; readonly timeZone: string };

/** How far ahead the sessions of a series are made. Higher lets people plan longer, lower keeps lists short. */
export const aheadMs = 8 * 7 * 86_400_000;
/** The furthest start. Higher lets a mistyped year through. */
const furthestMs = 366 * 86_400_000;
/** How late a start may already be, because people take their time with a form. */
const graceMs = 5 * 60_000;
const dayMs = 86_400_000;
/** A session that nobody opened stays among those to come this long. Lower hides it from people who are late. */
export const lateMs = 30 * 60_000;

/**
 * When a clock in the zone shows this. A time that the clock skips (spring) is as much later as it skips; of one that
 * it shows twice (autumn), the first is meant. Throws "bad-request", with the field below `under`, when there is no
 * such zone or day.
 */
export function instantOf({ local, timeZone }: Start, under = ""): Date {
  const zone = zoneOf(timeZone, under);
  const asUtcMs = wall(local, under);
  // No zone is further than a day from UTC, so these are the offsets that hold before and after the wall's time.
  const before = offsetMs(zone, asUtcMs - dayMs);
  const after = offsetMs(zone, asUtcMs + dayMs);
  const meant = [before, after].map((offset) => ({ offset, ms: asUtcMs - offset }))
    .filter(({ offset, ms }) => offsetMs(zone, ms) === offset);
  return new Date(meant.length > 0 ? Math.min(...meant.map((it) => it.ms)) : asUtcMs - before);
}

/** Throws "bad-request", with the field below `under`, when there is no such zone. */
export function requireZone(timeZone: string, under = ""): void {
  zoneOf(timeZone, under);
}

/** Throws "bad-request" for a start that has passed, or that is further away than people plan. */
export function requireStart(at: Date, nowMs: number, under = ""): void {
  const ms = at.getTime();
  if (ms < nowMs - graceMs) throw wrong(`${under}local`, "This time has passed. Choose a later one.");
  if (ms > nowMs + furthestMs) throw wrong(`${under}local`, "This is more than a year away. Choose an earlier day.");
}

type Weekly = Start & {
  /** The last one that was made; null: none yet. */
  readonly madeUntil: Local | null;
};

/**
 * The next sessions of a series, whose `local` is its first one, that start within `aheadMs`; the very first one
 * always. What lies between `madeUntil` and now is over and is not made any more.
 */
export function weeksAhead(
  { local, timeZone, madeUntil }: Weekly,
  nowMs: number,
): { local: Local; startsAt: Date }[] {
  const weeks: { local: Local; startsAt: Date }[] = [];
  for (let next = madeUntil === null ? local : weekLater(madeUntil);; next = weekLater(next)) {
    const startsAt = instantOf({ local: next, timeZone });
    const first = madeUntil === null && weeks.length === 0;
    if (!first && startsAt.getTime() > nowMs + aheadMs) return weeks;
    if (first || startsAt.getTime() >= nowMs) weeks.push({ local: next, startsAt });
  }
}

/** The same time of a wall clock, seven days on. */
function weekLater(local: Local): Local {
  return new Date(wall(local, "") + 7 * dayMs).toISOString().slice(0, 16);
}

/** What the wall shows, read as if it were UTC. */
function wall(local: Local, under: string): number {
  const ms = Date.parse(`${local}:00.000Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(local)) {
    throw wrong(`${under}local`, "There is no such day. Look at the month and the day again.");
  }
  return ms;
}

type Zone = Intl.DateTimeFormat;
const zones = new Map<string, Zone>();

function zoneOf(timeZone: string, under: string): Zone {
  const known = zones.get(timeZone.toLowerCase());
  if (known) return known;
  try {
    const zone = new Intl.DateTimeFormat("en-US-u-ca-iso8601", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    zones.set(timeZone.toLowerCase(), zone);
    return zone;
  } catch (cause) {
    const sentence = "This time zone is not known here. Choose one from the list, such as Europe/Lisbon.";
    throw wrong(`${under}timeZone`, sentence, cause);
  }
}

/** How far the zone's clocks are ahead of UTC at an instant. */
function offsetMs(zone: Zone, ms: number): number {
  const shown = Object.fromEntries(zone.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1_000) * 1_000;
}

function wrong(field: string, sentence: string, cause?: unknown): AppError {
  return new AppError("bad-request", sentence, { field, cause });
}
