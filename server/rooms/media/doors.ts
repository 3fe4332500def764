import type { IceServer, MediaDoor } from "../../../proto/live/media.ts";
import { AppError } from "../../kit/errors.ts";
import { Door } from "./door.ts";
import type { Guest } from "./guest.ts";
import { noWorker, refusal, workerGone } from "./refusals.ts";
import type { Voice } from "./voices.ts";
import type { Wing } from "./wing.ts";
import { Wings } from "./wings.ts";
import type { WorkerPool } from "./worker-pool.ts";

type Options = {
  readonly pool: WorkerPool;
  readonly consumersPerWorker: number;
  readonly iceServers: (personId: string) => readonly IceServer[];
  /** Whether somebody is still in the room. */
  readonly here: (guest: Guest) => boolean;
  /** How many streams there are in the room. */
  readonly tracks: () => number;
  /** A worker died, and the doors on it are gone. */
  readonly onLost: (wing: Wing) => void;
  readonly onVoices: () => void;
};

/** How long somebody who comes in waits for a worker that is being started. Higher waits where nothing will come. */
const workerWithinMs = 5_000;
/** The same for what tries again by itself. Higher keeps a room that closes waiting for it. */
const soonMs = 500;

/** Makes the doors of one room, on the worker where there is room for them. */
export class Doors {
  readonly #options: Options;
  readonly #wings: Wings;
  #generation: number;

  constructor(options: Options) {
    this.#options = options;
    const { pool, consumersPerWorker: limit, onVoices } = options;
    const onLost = (wing: Wing): void => {
      options.onLost(wing);
      onVoices(); // those who were heard there are silent
    };
    this.#wings = new Wings({ pool, limit, onLost, onVoices });
    // Later than every door of the process before, which pages may still hold.
    this.#generation = pool.clock.now();
  }

  get heard(): readonly Voice[] {
    return this.#wings.all.flatMap((it) => it.heard);
  }

  /** Readies a worker for those who will come. Throws AppError "unavailable" while none runs. */
  async begin(): Promise<void> {
    await this.#wings.begin().catch((error: unknown) => {
      throw workerGone(error) ? noWorker(error) : error;
    });
  }

  /** A new door instead of the one that there may be. Throws AppError "closed" when they left meanwhile. */
  async open(guest: Guest): Promise<MediaDoor> {
    this.drop(guest);
    const door = await this.#place(guest);
    guest.door = door;
    return door.offer(this.#options.iceServers(guest.personId));
  }

  /** Closes their door with all that goes through it. */
  drop(guest: Guest): void {
    const { door } = guest;
    guest.drop();
    if (door) this.#wings.leave(door.wing);
  }

  /** A part of the room for what is made on this server, counted there as a door is. Throws AppError "unavailable" while no worker runs. */
  async space(): Promise<Wing> {
    for (;;) {
      await this.#options.pool.running(soonMs);
      const wing = await this.#wings.place(this.#options.tracks()).catch(again);
      if (wing) return wing;
    }
  }

  /** Gives back what `space` gave. */
  leave(wing: Wing): void {
    wing.count("doors", -1);
    this.#wings.leave(wing);
  }

  close(): void {
    this.#wings.close();
  }

  /** Tries again when a worker ends under it. */
  async #place(guest: Guest): Promise<Door> {
    const { pool, tracks, here } = this.#options;
    for (;;) {
      await pool.running(workerWithinMs);
      const door = await this.#wings.place(tracks()).then((it) => Door.open(it, ++this.#generation)).catch(again);
      if (!here(guest)) {
        door?.close();
        throw over();
      }
      if (door && !door.closed) return door;
    }
  }
}

function again(error: unknown): undefined {
  if (!workerGone(error)) throw refusal(error, { code: "unavailable", message: "No way for media could be opened." });
}

export const over = (): AppError => new AppError("closed", "You are not in this room any more.");
