import { limits } from "../../proto/limits.ts";
import type { Locks } from "../kit/locks.ts";
import { uuid } from "../kit/uuid.ts";
import { type FallbackStore, isFull, type Kept } from "./fallback-store.ts";
import { pauseMs } from "./fallback-waits.ts";

/** Why nothing more of a recording is taken: it is as long as it may be or the browser is full; it is not here any more. */
export type IntakeEnd = "full" | "gone";

type Options = {
  readonly store: Promise<FallbackStore>;
  readonly locks: Locks;
  readonly nowMs: () => number;
  /** There is more in the store than before, by so many bytes. */
  readonly onKept: (bytes: number) => void;
  /** `heldBytes` or `stuck` are others. */
  readonly onChange: () => void;
  readonly onOver: (id: string, why: IntakeEnd) => void;
};
type Work = (store: FallbackStore) => Promise<void>;

/** Puts what is recorded here into the browser's store, in order; what that does not take now is tried until it does. */
export class FallbackIntake {
  readonly #options: Options;
  readonly #ends = new Map<string, () => void>();
  readonly #sizes = new Map<string, number>();
  readonly #broken = new Set<string>();
  #writes: Promise<void> = Promise.resolve();
  #heldBytes = 0;
  #stuck = false;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Bytes that are in this page alone. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** The store took nothing when it was last asked. */
  get stuck(): boolean {
    return this.#stuck;
  }

  /** Whether this page records it, or has not yet noted its end. */
  has(id: string): boolean {
    return this.#ends.has(id);
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

  add(id: string, piece: Blob): void {
    const from = this.#sizes.get(id);
    if (from === undefined) return;
    if (from + piece.size > limits.fallbackBytes) return this.#over(id, "full");
    this.#sizes.set(id, from + piece.size);
    this.#heldBytes += piece.size;
    if (this.#stuck) this.#options.onChange();
    this.#write(id, async (store) => {
      // What comes after a hole is of no use.
      if (this.#broken.has(id)) return;
      const bytes = new Uint8Array(await piece.arrayBuffer());
      if (!await store.add(id, { from, bytes })) this.#break(id, "gone");
    }, piece.size);
  }

  /** Nothing more is recorded of it. */
  end(id: string): void {
    this.#sizes.delete(id);
    this.#write(id, async (store) => {
      await store.change(id, { ended: true });
      this.#release(id);
    });
  }

  /** What is here of one recording goes unsent, as another tab records the same. */
  forget(id: string): void {
    this.#sizes.delete(id);
    this.#broken.add(id);
    this.#write(id, async (store) => {
      await store.remove(id);
      this.#release(id);
    });
  }

  /** Resolves when all that was recorded so far is in the store. */
  written(): Promise<void> {
    return this.#writes;
  }

  /** What is in this page alone goes with it. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const id of [...this.#ends.keys()]) this.#release(id);
  }

  #release(id: string): void {
    this.#ends.get(id)?.();
    this.#ends.delete(id);
  }

  #write(id: string, work: Work, bytes = 0): void {
    this.#writes = this.#writes.then(async () => {
      await this.#do(id, work);
      this.#heldBytes -= bytes;
      this.#options.onKept(this.#broken.has(id) ? 0 : bytes);
    });
  }

  async #do(id: string, work: Work): Promise<void> {
    const store = await this.#options.store;
    for (let tries = 0; !this.#closed; tries++) {
      try {
        await work(store);
        this.#stuck = false;
        return;
      } catch (error) {
        if (isFull(error)) return this.#break(id, "full");
        this.#stuck = true;
        this.#options.onChange();
        await this.#pause(tries);
      }
    }
  }

  #pause(tries: number): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#closed) this.#timer = setTimeout(resolve, pauseMs(tries));
    });
  }

  #break(id: string, why: IntakeEnd): void {
    this.#broken.add(id);
    this.#over(id, why);
  }

  #over(id: string, why: IntakeEnd): void {
    if (this.#sizes.delete(id)) this.#options.onOver(id, why);
  }
}

/** Held, in whichever tab, by who records it. */
export function lockOf(id: string): string {
  return `fallback ${id}`;
}
