/** Runs one piece of work after the other, in the order in which they came. What fails is told to its caller and stops nobody. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => T | Promise<T>): Promise<T> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => undefined); // its caller hears of it
    return next;
  }

  /** Resolves when everything that was given so far is done. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
