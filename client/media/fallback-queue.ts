import { limits } from "../../proto/limits.ts";
import type { Call } from "../api/call.ts";
import { Emitter } from "../kit/emitter.ts";
import type { Locks } from "../kit/locks.ts";
import { isAbort } from "../kit/refusal.ts";
import { uuid } from "../kit/uuid.ts";
import { FallbackSender } from "./fallback-sender.ts";
import type { FallbackStore, Kept } from "./fallback-store.ts";

export type QueueState = {
  readonly unsentBytes: number;
  /** The server could not be reached or did not take it now; it is tried again. */
  readonly waiting: boolean;
  /** Whether what is here is still here after the tab was closed. */
  readonly lasting: boolean;
};
type QueueEvents = {
  changed: [state: QueueState];
  /** Nothing more of a recording is taken: it is as long as it may be, or the browser has no more space. */
  full: [id: string];
  /** Part of a recording went without being sent, for this reason. */
  dropped: [id: string, why: string];
};

type Options = {
  readonly store: Promise<FallbackStore>;
  readonly call: Call;
  readonly locks: Locks;
  readonly nowMs: () => number;
};

/** Pauses between tries: lower asks a server in trouble more often, higher sends later. */
const pausesMs = [1_000, 2_000, 5_000, 10_000, 30_000] as const;

/** What the browser recorded, until the server has it: through breaks, reloads and closed tabs, one piece after the other. */
export class FallbackQueue {
  readonly events = new Emitter<QueueEvents>();
  readonly #options: Options;
  readonly #sender: FallbackSender;
  readonly #ends = new Map<string, () => void>();
  readonly #sizes = new Map<string, number>();
  readonly #broken = new Set<string>();
  readonly #unwanted = new Set<string>();
  readonly #closing = new AbortController();
  #writes: Promise<unknown> = Promise.resolve();
  #person: string | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #tries = 0;
  #waiting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#sender = new FallbackSender({
      ...options,
      signal: this.#closing.signal,
      wanted: ({ personId, interviewId }) => personId === this.#person && !this.#unwanted.has(interviewId),
      onSent: () => void this.#tell(),
    });
  }

  /** Sends what this person recorded; what others left here goes. undefined: nobody is known, nothing is sent. */
  async belongsTo(personId: string | undefined): Promise<void> {
    this.#person = personId;
    if (personId === undefined) return;
    const store = await this.#options.store;
    for (const kept of await this.#rows()) if (kept.personId !== personId) await store.remove(kept.id);
    await this.pump();
  }

  /** Begins a recording, and answers what it is called here. */
  begin({ interviewId, personId }: Pick<Kept, "interviewId" | "personId">): string {
    const id = uuid();
    const startedAtMs = this.#options.nowMs();
    const kept: Kept = { id, interviewId, personId, startedAtMs, size: 0, trackId: null, sent: 0, ended: false };
    this.#sizes.set(id, 0);
    // Other tabs see by it that somebody still records this.
    const ended = new Promise<void>((resolve) => this.#ends.set(id, resolve));
    void this.#options.locks.only(lockOf(id), () => ended);
    this.#write(id, (store) => store.begin(kept));
    return id;
  }

  add(id: string, bytes: Blob): void {
    const size = (this.#sizes.get(id) ?? Infinity) + bytes.size;
    if (size > limits.fallbackBytes) return this.#full(id);
    this.#sizes.set(id, size);
    this.#write(id, async (store) => {
      // What comes after a hole is of no use.
      if (!this.#broken.has(id)) await store.add(id, new Uint8Array(await bytes.arrayBuffer()));
    });
  }

  /** Nothing more is recorded of it. */
  end(id: string): void {
    this.#sizes.delete(id);
    this.#write(id, async (store) => {
      await store.change(id, { ended: true });
      this.#ends.get(id)?.();
      this.#ends.delete(id);
    });
  }

  /** What is here of one recording goes unsent, as another tab records the same. */
  forget(id: string): void {
    this.#sizes.delete(id);
    this.#broken.add(id);
    this.#write(id, async (store) => {
      await store.remove(id);
      this.#ends.get(id)?.();
      this.#ends.delete(id);
    });
  }

  /** What is here of an interview goes unsent. */
  async discard(interviewId: string): Promise<void> {
    this.#unwanted.add(interviewId);
    const store = await this.#options.store;
    await this.#writes;
    for (const kept of await this.#rows()) if (kept.interviewId === interviewId) await store.remove(kept.id);
    this.#unwanted.delete(interviewId);
    await this.#tell();
  }

  /** Sends what there is; resolves when that is done or has to wait. */
  pump(): Promise<void> {
    this.#again = true;
    return this.#running ??= this.#run().finally(() => this.#running = undefined);
  }

  close(): void {
    this.#closing.abort();
    clearTimeout(this.#timer);
    for (const end of this.#ends.values()) end();
  }

  #write(id: string, work: (store: FallbackStore) => Promise<void>): void {
    this.#writes = this.#writes.then(async () => await work(await this.#options.store))
      .then(() => void this.pump(), () => {
        this.#broken.add(id);
        this.#full(id);
      });
  }

  #full(id: string): void {
    if (this.#sizes.delete(id)) this.events.emit("full", id);
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#again && !this.#closing.signal.aborted) {
      this.#again = false;
      // Another tab that sends knows nothing of what came since, and this one not what that sent: so it looks again.
      const free = await this.#options.locks.only("fallback", () => this.#pass());
      const unsent = await this.#tell();
      if (unsent > 0 && !this.#waiting) this.#later(free ? pausesMs[2] : pausesMs[0]);
    }
  }

  async #pass(): Promise<void> {
    try {
      for (const kept of await (await this.#options.store).all()) {
        if (kept.personId !== this.#person || this.#closing.signal.aborted) continue;
        await this.#abandoned(kept);
        const why = await this.#sender.send(kept.id);
        if (why !== undefined) this.events.emit("dropped", kept.id, why);
      }
      this.#tries = 0;
      this.#waiting = false;
    } catch (error) {
      if (isAbort(error)) return;
      this.#waiting = true;
      this.#later(pausesMs[Math.min(this.#tries++, pausesMs.length - 1)] ?? pausesMs[0]);
    }
  }

  /** A recording whose tab is gone is complete as it is. */
  async #abandoned({ id, ended }: Kept): Promise<void> {
    if (ended || this.#ends.has(id)) return;
    const store = await this.#options.store;
    await this.#options.locks.only(lockOf(id), () => store.change(id, { ended: true }));
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#closing.signal.aborted) this.#timer = setTimeout(() => void this.pump(), ms);
  }

  async #rows(): Promise<readonly Kept[]> {
    try {
      return await (await this.#options.store).all();
    } catch {
      return []; // somebody cleared the browser's data under the page; a recording that runs is told of it
    }
  }

  /** Answers how much is unsent. */
  async #tell(): Promise<number> {
    const store = await this.#options.store;
    const mine = (await this.#rows()).filter((it) => it.personId === this.#person);
    const unsentBytes = mine.reduce((sum, it) => sum + it.size - it.sent, 0);
    this.events.emit("changed", { unsentBytes, waiting: this.#waiting, lasting: store.lasting });
    return unsentBytes;
  }
}

function lockOf(id: string): string {
  return `fallback ${id}`;
}
