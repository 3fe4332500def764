import { asRefusal } from "../../kit/refusal.ts";
import type { Store } from "../../kit/store.ts";

/** What lets this tab back to its place in a room. It stays in the tab: no address and no log ever holds it. */
export class Pass {
  readonly #store: Store;
  readonly #key: string;

  constructor(store: Store, sessionId: string) {
    this.#store = store;
    this.#key = `room-pass-${sessionId}`;
  }

  get value(): string | undefined {
    return this.#store.get(this.#key) ?? undefined;
  }

  keep(value: string): void {
    this.#store.set(this.#key, value);
  }

  drop(): void {
    this.#store.remove(this.#key);
  }

  /** With the pass of the last time; when that one is no longer good, as if for the first time. */
  async enter<T>(ask: (resume: string | undefined) => Promise<T>, anew: () => Promise<T>): Promise<T> {
    const resume = this.value;
    try {
      return await ask(resume);
    } catch (error) {
      if (resume === undefined || asRefusal(error).field !== "resume") throw error;
      this.drop();
      return await anew();
    }
  }
}
