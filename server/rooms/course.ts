import type { RoomEvent } from "../domain/seat/events.ts";
import { decide } from "../domain/seat/rules.ts";
import { newRoom, type RoomState } from "../domain/seat/state.ts";
import type { Step } from "../domain/seat/step.ts";
import { unheard } from "../domain/seat/stored.ts";
import { nextDueMs } from "../domain/seat/timers.ts";
import { AppError } from "../kit/errors.ts";
import { Serial } from "../kit/serial.ts";
import type { LiveRooms, LiveSession } from "../ports/live-rooms.ts";
import { type RoomKit, store, type Storing } from "./room-kit.ts";
import { Upkeep } from "./upkeep.ts";

type Options = {
  readonly session: LiveSession;
  readonly kit: Storing & Pick<RoomKit, "ids" | "log"> & { readonly store: Pick<LiveRooms, "stored"> };
  /** What it was in the process before; left out: it begins. */
  readonly state: RoomState | undefined;
  /** Holds everything else to what the room is now. */
  readonly became: (step: Step) => Promise<void>;
};
type Become = (step: Step) => Promise<void>;

/** What a room is by the rules: one event after the other, each stored before it is so, and everything else after it. */
export class Course {
  readonly #options: Options;
  readonly #serial = new Serial();
  readonly #upkeep: Upkeep;
  #state: RoomState;

  constructor(options: Options) {
    const { session, kit, state } = options;
    this.#options = options;
    this.#state = state ?? fresh(session, kit.clock.now());
    this.#upkeep = new Upkeep({
      ...kit,
      happens: (event) => this.happens(event),
      looks: () => this.#followStored(),
      timePasses: () => this.#timePasses(),
    });
  }

  get state(): RoomState {
    return this.#state;
  }

  get over(): boolean {
    return this.#state.over;
  }

  /** What an event would do now; throws AppError when it may not happen. */
  would(event: RoomEvent): Step {
    return decide(this.#state, event, this.#options.kit.clock.now());
  }

  /** Something happens by the rules; throws AppError when it may not. */
  happens(event: RoomEvent): Promise<void> {
    return this.inTurn((become) => become(this.would(event)));
  }

  /** Work during which nothing else happens in the room. */
  inTurn<T>(work: (become: Become) => Promise<T>): Promise<T> {
    return this.#serial.run(() => work((step) => this.#become(step)));
  }

  /** What happened elsewhere and holds here too; what fails is tried again until the room has followed. */
  async follows(event: RoomEvent): Promise<void> {
    if (!this.over) await this.#upkeep.follows(event);
  }

  /** What is stored of it may have changed elsewhere: it looks, and follows; what fails is tried again. */
  async recheck(): Promise<void> {
    if (!this.over) await this.#upkeep.looks();
  }

  /** Does what is due by now. */
  tick(nowMs: number): void {
    if (!this.over) this.#upkeep.tick(nowMs, nextDueMs(this.#state));
  }

  /** Resolves when everything that began to happen so far has. */
  settled(): Promise<void> {
    return this.#serial.settled();
  }

  async #become(step: Step): Promise<void> {
    await store(this.#options.kit, step.room, step.effects);
    this.#state = step.room;
    await this.#options.became(step);
  }

  /** Looks while nothing else happens here, so that what it finds is never older than the room. */
  #followStored(): Promise<void> {
    const { session, kit } = this.#options;
    return this.inTurn(async (become) => {
      if (this.over) return;
      const stored = await kit.store.stored(session.id, Object.keys(this.#state.people));
      for (const event of unheard(this.#state, stored)) await become(this.would(event));
    });
  }

  /** Who gets the seat and is in an interview elsewhere, which only storing shows, gets it without another one. */
  #timePasses(): Promise<void> {
    const { ids } = this.#options.kit;
    return this.inTurn((become) => {
      const happens = (freshId: string | null) => become(this.would({ kind: "time passed", freshId }));
      return happens(ids.next()).catch((error: unknown) => {
        if (error instanceof AppError && error.code === "conflict") return happens(null);
        throw error;
      });
    });
  }
}

/** It waits for people from now on: it is opened because somebody comes, who may be refused and come again. */
function fresh({ id: sessionId, minutes, ...session }: LiveSession, nowMs: number): RoomState {
  const { mode, startedAtMs, startsAtMs, firstSeatId } = session;
  const room = newRoom({ sessionId, mode, startedAtMs, startsAtMs, firstSeatId, limitMs: minutes * 60_000 });
  return { ...room, emptySinceMs: nowMs };
}
