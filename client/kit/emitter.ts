type Listener<Args extends unknown[]> = (...args: Args) => void;

/** Typed facts of one owner. A listener that throws is reported to the console and never stops its siblings. */
export class Emitter<Events extends { [K in keyof Events]: unknown[] }> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();

  /** Returns the way to stop listening. */
  on<K extends keyof Events>(event: K, listener: Listener<Events[K]>): () => void {
    const set = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, set.add(listener as Listener<never>));
    return () => void set.delete(listener as Listener<never>);
  }

  emit<K extends keyof Events>(event: K, ...args: Events[K]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        (listener as Listener<Events[K]>)(...args);
      } catch (error) {
        console.error(error); // a defect of ours must be seen by whoever looks for it
      }
    }
  }
}
