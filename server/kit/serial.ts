/** Runs handed-over work one after the other. A failure is reported and the next one runs. */
export class Serial {
  readonly #report: (error: unknown) => void;
  #tail: Promise<void> = Promise.resolve();

  constructor(report: (error: unknown) => void) {
    this.#report = report;
  }

  add(work: () => Promise<void>): void {
    this.#tail = this.#tail.then(work).catch(this.#report);
  }

  /** Resolves when everything added so far has run. */
  idle(): Promise<void> {
    return this.#tail;
  }
}
