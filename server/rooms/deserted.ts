import { emptyMs } from "../domain/seat/timers.ts";
import { AppError } from "../kit/errors.ts";
import type { LiveRooms, LiveSession } from "../ports/live-rooms.ts";

type Options = {
  readonly store: Pick<LiveRooms, "deserted" | "kept">;
  /**
   * Opens one as it was left since then; throws AppError "closed" when it is over, "unavailable" when another process was
   * faster.
   */
  readonly open: (session: LiveSession, sinceMs: number) => Promise<{ tick(nowMs: number): void }>;
};

/** Rooms whose process is gone for good. */
export class Deserted {
  readonly #options: Options;
  /** Since when each is no process's, as far as this one saw it. */
  readonly #since = new Map<string, number>();

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Ends those to which nobody came back, by the rules that they would have ended by where they were, each in one process;
   * resolves to how many. One that cannot be ended keeps no other from it.
   */
  async end(now: Date): Promise<number> {
    const failures: unknown[] = [];
    let ended = 0;
    for (const [sessionId, sinceMs] of this.#overdue(await this.#options.store.deserted(), now.getTime())) {
      const done = await this.#end(sessionId, sinceMs, now).catch((error: unknown) => void failures.push(error));
      if (done) ended++;
    }
    if (failures.length > 0) throw failures[0];
    return ended;
  }

  /** As long as a room is empty: who comes back until then, or has its process back, finds it as it was. */
  #overdue(deserted: readonly string[], nowMs: number): (readonly [string, number])[] {
    for (const it of [...this.#since.keys()]) if (!deserted.includes(it)) this.#since.delete(it);
    for (const it of deserted) if (!this.#since.has(it)) this.#since.set(it, nowMs);
    return [...this.#since].filter(([, sinceMs]) => nowMs - sinceMs >= emptyMs);
  }

  async #end(sessionId: string, sinceMs: number, now: Date): Promise<boolean> {
    const { store, open } = this.#options;
    const [kept] = await store.kept(sessionId);
    if (!kept) return false;
    try {
      (await open(kept.session, sinceMs)).tick(now.getTime()); // what it is due to do by now it does at once
      return true;
    } catch (error) {
      if (error instanceof AppError && ["closed", "unavailable"].includes(error.code)) return false;
      throw error;
    }
  }
}
