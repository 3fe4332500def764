import type { Clock } from "../../kit/clock.ts";
import type { Ids } from "../../kit/ids.ts";
import type { MasterKey } from "../../ports/master-key.ts";
import { pgAudit } from "./audit.ts";
import { pgCalendars } from "./calendars.ts";
import type { Db } from "./db.ts";
import { pgDevices } from "./devices.ts";
import { pgFallbacks } from "./fallbacks.ts";
import { pgGrinds } from "./grinds.ts";
import { pgIdentities } from "./identities.ts";
import { pgInterviewTokens } from "./interview-tokens.ts";
import { pgInterviews } from "./interviews.ts";
import { pgInvites } from "./invites.ts";
import { pgKeepings } from "./keepings.ts";
import { pgKeys } from "./keys.ts";
import { pgLimiter } from "./limiter.ts";
import { pgLiveRooms } from "./live-rooms.ts";
import { pgNotifications } from "./notifications.ts";
import { pgPeople } from "./people.ts";
import { pgProofs } from "./proofs.ts";
import { pgReplies } from "./replies.ts";
import { pgSessions } from "./sessions.ts";
import { pgSpending } from "./spending.ts";
import { pgTakes } from "./takes.ts";
import { pgTasks } from "./tasks.ts";
import { pgTranscripts } from "./transcripts.ts";

type Options = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly master: MasterKey;
  /** What this node is called by the others; left out: they have no way to it. */
  readonly node?: string | null;
};

/** Every port that Postgres keeps, on one database. */
export function pgStores(db: Db, { clock, ids, master, node = null }: Options) {
  const keys = pgKeys(db, master);
  return {
    audit: pgAudit(db, { clock, ids }),
    calendars: pgCalendars(db),
    devices: pgDevices(db),
    fallbacks: pgFallbacks(db),
    grinds: pgGrinds(db),
    identities: pgIdentities(db),
    interviews: pgInterviews(db),
    interviewTokens: pgInterviewTokens(db),
    invites: pgInvites(db),
    keepings: pgKeepings(db, { ids }),
    keys,
    limiter: pgLimiter(db),
    liveRooms: pgLiveRooms(db, { clock, ids, node }),
    notifications: pgNotifications(db, { clock, ids }),
    people: pgPeople(db),
    proofs: pgProofs(db),
    replies: pgReplies(db, clock),
    sessions: pgSessions(db),
    spending: pgSpending(db),
    takes: pgTakes(db),
    tasks: pgTasks(db),
    transcripts: pgTranscripts(db, keys),
  };
}
