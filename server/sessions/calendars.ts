import type { Clock } from "../kit/clock.ts";
import { hashToken, newToken } from "../kit/tokens.ts";
import type { Calendar, CalendarStore } from "../ports/calendars.ts";

type Place = { readonly grindId: string; readonly personId: string };

/** Addresses under which calendars read a grind's sessions. A token is shown once and kept as a hash. */
export type Calendars = {
  madeAt(place: Place): Promise<Date | null>;
  /** Ends an earlier one; `ourUrl` is where people reach us. */
  make(place: Place, ourUrl: string): Promise<{ url: string }>;
  end(place: Place): Promise<void>;
  /** null for an address that is not known, or not any more. */
  read(token: string): Promise<Calendar | null>;
};

/** How long what is over stays in calendars. */
const pastMs = 30 * 86_400_000;

export function makeCalendars({ store, clock }: { store: CalendarStore; clock: Clock }): Calendars {
  return {
    madeAt: (place) => store.madeAt(place),
    async make(place, ourUrl) {
      const { token, hash } = newToken();
      await store.make({ ...place, tokenHash: hash, at: new Date(clock.now()) });
      return { url: `${ourUrl}/calendar/${token}.ics` };
    },
    end: (place) => store.end(place),
    read: (token) => store.read(hashToken(token), new Date(clock.now() - pastMs)),
  };
}
