import type { Session } from "../../../proto/http/sessions.ts";
import { cityOf, localIn, ownZone, whenIn } from "../../kit/zone.ts";
import { words } from "./words.ts";

/** What a session is called. */
export function titleOf(session: Pick<Session, "task" | "mode">): string {
  return session.task?.title ?? words.mode[session.mode];
}

/** Who sits where, who asks, how long, how often, and what the clock shows elsewhere. */
export function detailOf(session: Session, me: string | undefined): string {
  const { firstSeat, timeZone, startsAt } = session;
  const seat = firstSeat === null
    ? words.seatFree
    : firstSeat.id === me
    ? words.youFirst
    : words.firstSeat(firstSeat.name);
  const elsewhere = localIn(startsAt, timeZone) !== localIn(startsAt, ownZone());
  return [
    seat,
    words.facts(words.mode[session.mode], session.minutes),
    session.weekly && words.weekly,
    elsewhere && words.there(whenIn(startsAt, timeZone), cityOf(timeZone)),
  ].filter(Boolean).join(" ");
}

/** From when on somebody may go in; lower keeps the door closed longer, higher opens empty rooms. */
const doorMs = 15 * 60_000;

/** The session is about to start, so the devices can be looked at. */
export function isSoon(session: Session, now: Date): boolean {
  return new Date(session.startsAt).getTime() - now.getTime() <= doorMs;
}
