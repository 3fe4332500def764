import type { Clock } from "./kit/clock.ts";
import type { Ids } from "./kit/ids.ts";
import type { Log } from "./kit/log.ts";
import type { Scope } from "./kit/scope.ts";

/** What everything here is given: its time, its ids, where it writes, and how long it lives. */
export type Kit = { readonly clock: Clock; readonly ids: Ids; readonly log: Log; readonly scope: Scope };
/** An account that everybody may look around with. */
export type Demo = { readonly email: string; readonly password: string };
