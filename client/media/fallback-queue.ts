import type { Call } from "../api/call.ts";
import { Emitter } from "../kit/emitter.ts";
import type { Locks } from "../kit/locks.ts";
import { Refusal } from "../kit/refusal.ts";
import { FallbackIntake, type IntakeEnd, lockOf } from "./fallback-intake.ts";
import { FallbackSender } from "./fallback-sender.ts";
import type { FallbackStore, Kept } from "./fallback-store.ts";
import { pauseMs, pausesMs, reasonOf, type Waits } from "./fallback-waits.ts";

export type QueueState = {
  readonly unsentBytes: number;
  /** Why what is here is not on its way; it is tried again by itself. */
  readonly waits: Waits | undefined;
  /** Whether what is here is still here after the tab was closed. */
  readonly lasting: boolean;
};
type QueueEvents = {
  changed: [state: QueueState];
  /** Nothing more of a recording is taken. */
  over: [id: string, why: IntakeEnd];
  /** Part of a recording went without being sent, for this reason. */
  dropped: [id: string, why: string];
};

type Options = {
  readonly store: Promise<FallbackStore>;
  readonly call: Call;
  readonly locks: Locks;
  readonly nowMs: () => number;
};

/** What the browser recorded, until the server has it: through breaks, reloads and closed tabs, one piece after the other. */
export class FallbackQueue {
  readonly events = new Emitter<QueueEvents>();
  /** Takes what is recorded now. */
  readonly intake: FallbackIntake;
  readonly #options: Options;
  readonly #sender: FallbackSender;
  /** Interviews of which nothing is sent that began before that time. */
  readonly #unwanted = new Map<string, number>();
  readonly #closing = new AbortController();
  #person: string | undefined;
  /** What others left here is still to go. */
  #othersGo = false;
  #running: Promise<void> | undefined;
  #again = false;
  #tries = 0;
  #unsentBytes = 0;
  #waits: Waits | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.intake = new FallbackIntake({
      ...options,
      onKept: (bytes) => {
        this.#unsentBytes += bytes;
        void this.pump();
      },
      onChange: () => void this.#tell(),
      onOver: (id, why) => this.events.emit("over", id, why),
    });
    this.#sender = new FallbackSender({
      ...options,
      signal: this.#closing.signal,
      wanted: (kept) => kept.personId === this.#person && !this.#isUnwanted(kept),
      onSent: async () => {
        await this.#count();
        await this.#tell();
      },
    });
  }

  /** Sends what this person recorded; what others left here goes. undefined: nobody is known, nothing is sent. */
  async belongsTo(personId: string | undefined): Promise<void> {
    this.#person = personId;
    this.#othersGo = personId !== undefined;
    if (personId !== undefined) await this.pump();
  }

  /** What is here of an interview goes unsent. */
  async discard(interviewId: string): Promise<void> {
    this.#unwanted.set(interviewId, this.#options.nowMs());
    // At once, also while something is being sent; what fails of it is tried again with each round.
    await this.#sweep().catch(() => undefined);
    await this.pump();
  }

  /** Sends what there is; resolves when that is done or has to wait. */
  pump(): Promise<void> {
    this.#again = true;
    return this.#running ??= this.#run().finally(() => this.#running = undefined);
  }

  close(): void {
    this.#closing.abort();
    clearTimeout(this.#timer);
    this.intake.close();
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#again && !this.#closing.signal.aborted) {
      this.#again = false;
      try {
        await this.#round();
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        this.#waits = reasonOf(error);
        this.#later(pauseMs(this.#tries++));
      }
      await this.#tell();
    }
  }

  async #round(): Promise<void> {
    await this.#sweep();
    await this.#count();
    // Another tab that sends knows nothing of what came since, and this one not what that sent: so it looks again.
    const free = await this.#options.locks.only("fallback", () => this.#pass());
    await this.#count();
    if (free) {
      this.#tries = 0;
      this.#waits = undefined;
    }
    if (this.#unsentBytes > 0) this.#later(free ? pausesMs[2] : pausesMs[0]);
  }

  /** What must not be sent goes from here. */
  async #sweep(): Promise<void> {
    const [others, unwanted] = [this.#othersGo, [...this.#unwanted]];
    if (!others && unwanted.length === 0) return;
    const store = await this.#options.store;
    if (unwanted.length > 0) await this.intake.written();
    for (const kept of await store.all()) {
      if ((others && kept.personId !== this.#person) || this.#isUnwanted(kept)) await store.remove(kept.id);
    }
    this.#othersGo = false;
    for (const [id, atMs] of unwanted) if (this.#unwanted.get(id) === atMs) this.#unwanted.delete(id);
  }

  #isUnwanted({ interviewId, startedAtMs }: Kept): boolean {
    return startedAtMs <= (this.#unwanted.get(interviewId) ?? -Infinity);
  }

  /** What cannot be read here holds back itself alone; a server that refuses one now would refuse the next. */
  async #pass(): Promise<void> {
    const failures: unknown[] = [];
    for (const kept of await (await this.#options.store).all()) {
      if (kept.personId !== this.#person || this.#closing.signal.aborted) continue;
      try {
        await this.#sendOne(kept);
      } catch (error) {
        if (error instanceof Refusal) throw error;
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  async #sendOne(kept: Kept): Promise<void> {
    await this.#abandoned(kept);
    const why = await this.#sender.send(kept.id);
    if (why !== undefined) this.events.emit("dropped", kept.id, why);
  }

  /** A recording whose tab is gone is complete as it is. */
  async #abandoned({ id, ended }: Kept): Promise<void> {
    if (ended || this.intake.has(id)) return;
    const store = await this.#options.store;
    await this.#options.locks.only(lockOf(id), () => store.change(id, { ended: true }));
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#closing.signal.aborted) this.#timer = setTimeout(() => void this.pump(), ms);
  }

  async #count(): Promise<void> {
    const rows = await (await this.#options.store).all();
    const mine = rows.filter((it) => it.personId === this.#person);
    this.#unsentBytes = mine.reduce((sum, it) => sum + it.size - it.sent, 0);
  }

  async #tell(): Promise<void> {
    const { lasting } = await this.#options.store;
    const { heldBytes, stuck } = this.intake;
    this.events.emit("changed", {
      unsentBytes: this.#unsentBytes + heldBytes,
      waits: stuck ? "browser" : this.#waits,
      lasting: lasting && !stuck,
    });
  }
}
