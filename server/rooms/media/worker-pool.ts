import type { Clock } from "../../kit/clock.ts";
import { type Home, MediaWorker, type WorkerOptions } from "./media-worker.ts";
import { noWorker } from "./refusals.ts";

type Options = WorkerOptions & {
  /** How many, each on a port of its own from `port` upwards. */
  readonly workers: number;
};

/** The processes that carry media. One that dies or hangs is replaced; rooms ask for another home then. */
export class WorkerPool {
  readonly clock: Clock;
  readonly #workers: MediaWorker[] = [];
  readonly #waiting = new Set<() => void>();
  #closing: Promise<void> | undefined;

  private constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Starts them all; throws AppError "unavailable" with what to do when one cannot start. */
  static async open({ workers, ...options }: Options): Promise<WorkerPool> {
    const pool = new WorkerPool(options.clock);
    try {
      for (let i = 0; i < workers; i++) {
        const port = options.port === 0 ? 0 : options.port + i;
        pool.#workers.push(await MediaWorker.open({ ...options, port }, () => pool.#up()));
      }
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  /** Where those that run listen. */
  get ports(): readonly number[] {
    return this.homes.map((it) => it.port);
  }

  /** Those that run, the least busy one first. */
  get homes(): readonly Home[] {
    const running = this.#workers.flatMap((it) => it.home ?? []);
    return running.sort((a, b) => a.load.consumers - b.load.consumers || a.load.doors - b.load.doors);
  }

  /** Throws AppError "unavailable" while none runs. */
  ready(): void {
    if (this.homes.length === 0) throw noWorker();
  }

  /** Resolves when at least one runs; throws AppError "unavailable" when none does `withinMs` (default: ever), or when the pool closes. */
  async running(withinMs?: number): Promise<void> {
    if (this.homes.length > 0) return;
    if (this.#closing) throw noWorker();
    await new Promise<void>((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(settle);
        if (this.homes.length > 0) resolve();
        else reject(noWorker());
      };
      const timer = withinMs === undefined ? undefined : setTimeout(settle, withinMs);
      this.#waiting.add(settle);
    });
  }

  /** Resolves when no worker runs any more. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    await Promise.all(this.#workers.map((it) => it.close()));
    this.#up();
  }

  #up(): void {
    for (const tell of [...this.#waiting]) tell();
  }
}
