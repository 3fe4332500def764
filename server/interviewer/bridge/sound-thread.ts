import { Worker } from "node:worker_threads";
import { type Alarm, systemAlarm } from "../../kit/alarm.ts";
import type { Clock } from "../../kit/clock.ts";
import type { Log } from "../../kit/log.ts";
import type { Made, Told, Wish } from "./thread-words.ts";

/** Somebody who has an ear or a mouth in the thread. */
export type Member = {
  /** What the thread has to be told to have it, at first and after another thread began. */
  begins(id: number): readonly Wish[];
  told(made: Made): void;
};
export type Options = {
  readonly clock: Clock;
  readonly log: Log;
  /** How a thread is made, and how time passes; tests hand in their own. */
  readonly spawn?: () => ThreadHandle;
  readonly alarm?: Alarm;
};
export type ThreadHandle = Pick<Worker, "postMessage" | "terminate" | "on" | "once">;

/** A thread that did not say that it is well for so long is ended. Lower ends one on a machine that stood still. */
const silentMs = 4_000;
const lookEveryMs = 1_000;
/** A thread that lived for so long was well: its end starts a new count. */
const wellAfterMs = 5_000;
/** Wishes that it has not done yet: beyond, packets are let go as if they were lost on the way. Higher only takes memory. */
const mostWaiting = 3_000;

/** The thread in which sound is decoded and made, begun again whenever it ends. */
export class SoundThread {
  readonly #options: Options;
  readonly #members = new Map<number, Member>();
  readonly #alarm: Alarm;
  #worker: ThreadHandle | undefined;
  #ids = 0;
  #waiting = 0;
  #begunMs = 0;
  #aliveMs = 0;
  #failures = 0;
  /** Calls off the beginning of the next one. */
  #again: (() => void) | undefined;
  #unwatch: () => void = () => {};
  #over = false;
  #closing: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#alarm = options.alarm ?? systemAlarm;
  }

  /** Gives it a number and a place in the thread. */
  join(member: Member): number {
    const id = ++this.#ids;
    this.#members.set(id, member);
    if (this.#worker) this.#announce(id, member);
    else if (!this.#again) this.#begin();
    return id;
  }

  leave(id: number): void {
    if (this.#members.delete(id)) this.ask({ is: "close", id });
  }

  /** Whether it was handed on; while a thread begins anew nothing is. */
  ask(wish: Wish): boolean {
    if (!this.#worker || wish.is === "packet" && this.#waiting >= mostWaiting) return false;
    this.#waiting++;
    this.#worker.postMessage(wish);
    return true;
  }

  /** Resolves when the thread has ended. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    // Its end may be told before `terminate` returns.
    this.#over = true;
    this.#unwatch();
    this.#again?.();
    this.#members.clear();
    await this.#worker?.terminate();
  }

  #begin(): void {
    this.#again = undefined;
    if (this.#over) return;
    const worker = this.#options.spawn?.() ?? new Worker(new URL("./sound-worker.ts", import.meta.url));
    this.#worker = worker;
    this.#waiting = 0;
    this.#begunMs = this.#aliveMs = this.#options.clock.now();
    this.#watch(worker);
    worker.on("message", (told: Told) => this.#hear(told));
    worker.on("error", (error) => this.#options.log.error("the thread of sound failed", { error }));
    worker.once("exit", () => this.#ended(worker));
    for (const [id, member] of this.#members) this.#announce(id, member);
  }

  #announce(id: number, member: Member): void {
    for (const wish of member.begins(id)) this.ask(wish);
  }

  #hear(told: Told): void {
    if (this.#over) return;
    if (told.is === "trouble") return this.#options.log.error("sound could not be made", { what: told.what });
    if (told.is !== "alive") return this.#handOn(told);
    this.#aliveMs = this.#options.clock.now();
    this.#waiting = Math.max(0, this.#waiting - told.done);
  }

  #handOn(made: Made): void {
    try {
      this.#members.get(made.id)?.told(made);
    } catch (error) {
      this.#options.log.error("who listens to sound failed", { error });
    }
  }

  /** Begins another at once, and after one that soon ended again a little later each time, up to 5 s. */
  #ended(worker: ThreadHandle): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    if (this.#over) return;
    if (this.#options.clock.now() - this.#begunMs >= wellAfterMs) this.#failures = 0;
    const againInMs = this.#failures === 0 ? 0 : Math.min(5_000, 100 * 2 ** this.#failures);
    this.#failures++;
    this.#options.log.error("the thread of sound ended", { againInMs });
    this.#again = this.#alarm(againInMs, () => this.#begin());
  }

  #watch(worker: ThreadHandle): void {
    this.#unwatch();
    this.#unwatch = this.#alarm(lookEveryMs, () => {
      if (this.#worker !== worker) return;
      if (this.#options.clock.now() - this.#aliveMs < silentMs) return this.#watch(worker);
      this.#options.log.error("the thread of sound hangs");
      void worker.terminate();
    });
  }
}
