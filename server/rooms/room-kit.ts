import type { Effect } from "../domain/seat/events.ts";
import type { RoomState } from "../domain/seat/state.ts";
import type { Clock } from "../kit/clock.ts";
import type { Ids } from "../kit/ids.ts";
import type { Log } from "../kit/log.ts";
import type { Keys } from "../ports/keys.ts";
import type { LiveRooms } from "../ports/live-rooms.ts";
import type { Interviewers } from "./interviewers.ts";
import type { Crier } from "./place.ts";
import type { Seal } from "./room-memory.ts";
import type { Tape } from "./tape.ts";

/** What a room needs of the house. */
export type RoomKit = {
  readonly store: LiveRooms;
  readonly keys: Pick<Keys, "make">;
  readonly seal: Seal;
  readonly cry: Crier;
  readonly tape: Tape;
  /** null: this server has none. */
  readonly interviewers: Interviewers | null;
  /** A room is over and may be forgotten. */
  readonly onOver: (sessionId: string) => void;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};

/** What storing needs of it. */
export type Storing = Pick<RoomKit, "keys" | "clock"> & {
  readonly store: Pick<LiveRooms, "begin" | "finish" | "consent" | "removed" | "left" | "end">;
};

/** Does what has to be stored before what happened in a room is true. Throws when it cannot; then it did not happen. */
export async function store(kit: Storing, room: RoomState, effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) await storeOne(kit, room, effect);
}

async function storeOne({ store, keys, clock }: Storing, room: RoomState, effect: Effect): Promise<void> {
  const { sessionId } = room;
  const now = new Date(clock.now());
  switch (effect.kind) {
    case "begin": {
      const { interviewId, ownerId, atMs } = effect;
      return store.begin({ interviewId, sessionId, ownerId, at: new Date(atMs), key: keys.make(interviewId) });
    }
    case "finish":
      return store.finish(effect.interviewId, effect.end, new Date(effect.atMs));
    case "consented":
      return store.consent(sessionId, effect.personId, room.people[effect.personId]?.consents ?? [], now);
    case "expel":
      return effect.why === "removed"
        ? store.removed(sessionId, effect.personId, now)
        : store.left(sessionId, effect.personId, now);
    case "close":
      return store.end(sessionId, now);
    case "warn":
      return;
  }
}
