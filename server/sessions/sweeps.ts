import { aheadMs, lateMs, weeksAhead } from "../domain/schedule.ts";
import type { Ids } from "../kit/ids.ts";
import type { Notifications } from "../ports/notifications.ts";
import type { SessionStore } from "../ports/sessions.ts";

type Options = { readonly store: SessionStore; readonly notifications: Notifications; readonly ids: Ids };

/** What happens to sessions without anybody asking, on one node at a time. Each says how many it did. */
export type SessionSweeps = {
  /** Makes the next sessions of every series. */
  extend(now: Date): Promise<number>;
  /** Reminds who means to come. */
  remind(now: Date): Promise<number>;
  /** Removes what nobody came to, and ends what everybody left. */
  tidy(now: Date): Promise<number>;
};

/** How long before a session people are reminded. Lower finds them still busy, higher is forgotten again. */
const remindMs = 15 * 60_000;
/** A session that nobody opened can still be opened this long after its start. */
const missedMs = 86_400_000;
/** How long a live session waits for somebody. Lower ends one whose people all lost their network. */
const emptyMs = 30 * 60_000;
/** No zone's clocks are further from UTC. */
const furthestZoneMs = 86_400_000;

export function makeSessionSweeps({ store, notifications, ids }: Options): SessionSweeps {
  return {
    async extend(now) {
      const until = new Date(now.getTime() + aheadMs + furthestZoneMs).toISOString().slice(0, 16);
      let made = 0;
      for (const series of await store.openSeries(until)) {
        const slots = weeksAhead(series, now.getTime()).map((slot) => ({ ...slot, id: ids.next() }));
        made += await store.extend(series, { slots, at: now });
      }
      return made;
    },
    async remind(now) {
      const due = await store.toRemind(before(now, lateMs), before(now, -remindMs));
      for (const { id, grind, taskTitle, startsAt, people } of due) {
        await notifications.tell(people, "session-reminder", {
          grindId: grind.id,
          grindName: grind.name,
          sessionId: id,
          ...(taskTitle === null ? {} : { taskTitle }),
          startsAt: startsAt.toISOString(),
        });
        // Noted after: should this process end in between, people hear it again rather than not at all.
        await store.reminded(id, now);
      }
      return due.length;
    },
    tidy: (now) => store.tidy({ missed: before(now, missedMs), left: before(now, emptyMs), now }),
  };
}

function before(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}
