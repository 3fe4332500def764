import type { Clock } from "../../kit/clock.ts";
import type { Ids } from "../../kit/ids.ts";
import type { Log } from "../../kit/log.ts";
import type { Keys } from "../../ports/keys.ts";
import type { Takes } from "../../ports/takes.ts";
import type { Tap } from "../tap-line/line.ts";
import type { Ways } from "./ways.ts";

/** What recording needs of the house. */
export type RecorderKit = {
  readonly tap: Omit<Tap, "close">;
  readonly ways: Ways;
  readonly takes: Pick<Takes, "find" | "agreed" | "open" | "track" | "durable" | "endEarly" | "end">;
  readonly keys: Pick<Keys, "open">;
  /** Which machine this is. */
  readonly node: string;
  /** Throws NoSpace where another recording had better not begin. */
  readonly mayBegin: () => Promise<void>;
  /** Has here what another machine wrote of a take, to go on with it; throws AppError "conflict" where that cannot be. */
  readonly bring: (interviewId: string) => Promise<void>;
  /** Whether what is on disk here also reaches the object store, if there is one, as fast as it should. */
  readonly keepsUp: (interviewId: string) => boolean;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};
