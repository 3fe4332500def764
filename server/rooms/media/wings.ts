import type { WorkerPool } from "./worker-pool.ts";
import type { Home } from "./media-worker.ts";
import { noWorker } from "./refusals.ts";
import { Wing } from "./wing.ts";

/**
 * How many consumers of one room a worker carries before further people are placed on another. A core carries some
 * 1,500 of sound, fewer of video. Lower spreads a room sooner, and each stream is then carried between workers too;
 * higher fills one core until sound is lost while others idle.
 */
export const defaultPerWorker = 600;

/** What there is to receive once a room has begun: one is in the seat and one asks. */
const fewestTracks = 2;

type Options = {
  readonly pool: WorkerPool;
  readonly limit: number;
  readonly onLost: (wing: Wing) => void;
  readonly onVoices: () => void;
};

/** The parts of one room: as few as carry it, each on another worker. */
export class Wings {
  readonly #options: Options;
  readonly #open = new Set<Wing>();
  #opening: Promise<void> | undefined;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  get all(): readonly Wing[] {
    return [...this.#open];
  }

  /**
   * Where the next person is placed, who will receive up to `tracks` streams; their door is counted there already. Throws
   * AppError "unavailable" while no worker runs.
   */
  async place(tracks: number): Promise<Wing> {
    for (;;) {
      const wing = this.#choose(tracks);
      wing?.count("doors", 1);
      if (wing) return wing;
      await this.begin();
    }
  }

  /** Opens one more part, on a worker that has none. Throws AppError "unavailable" when there is none. */
  async begin(): Promise<void> {
    const fresh = this.#fresh();
    if (this.#closed || !fresh) throw noWorker();
    this.#opening ??= this.#make(fresh).finally(() => this.#opening = undefined);
    await this.#opening;
  }

  #fresh(): Home | undefined {
    const taken = this.all.map((it) => it.home);
    return this.#options.pool.homes.find((it) => !taken.includes(it));
  }

  /** undefined: a new part is needed. */
  #choose(tracks: number): Wing | undefined {
    // Those who have come and not begun to listen yet will listen to everything too.
    const busy = ({ load }: Wing): number => Math.max(load.consumers, load.doors * Math.max(tracks, fewestTracks));
    const [calmest] = this.all.toSorted((a, b) => busy(a) - busy(b));
    const full = calmest && busy(calmest) >= this.#options.limit;
    return full && this.#fresh() ? undefined : calmest;
  }

  /** Nobody comes in through it any more; the last wing stays, so that the next person finds it. */
  leave(wing: Wing): void {
    if (wing.load.doors > 0 || this.#open.size < 2 || !this.#open.has(wing)) return;
    this.#open.delete(wing);
    wing.close();
  }

  close(): void {
    this.#closed = true;
    for (const wing of this.all) wing.close();
    this.#open.clear();
  }

  async #make(home: Home): Promise<void> {
    const { onVoices, onLost } = this.#options;
    const lost = (it: Wing): void => {
      this.#open.delete(it);
      onLost(it);
    };
    const wing = await Wing.open(home, { onVoices, onLost: lost });
    if (this.#closed) wing.close();
    else this.#open.add(wing);
  }
}
