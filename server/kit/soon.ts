/** Work that is done a little after it was asked for, once for all who asked meanwhile. One run at a time. */
export class Soon {
  readonly #afterMs: number;
  readonly #work: () => Promise<void>;
  readonly #report: (error: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: { afterMs: number; work: () => Promise<void>; report: (error: unknown) => void }) {
    this.#afterMs = options.afterMs;
    this.#work = options.work;
    this.#report = options.report;
  }

  ask(): void {
    this.#timer ??= setTimeout(() => void this.now(), this.#afterMs);
  }

  /** Does it now, after a run that is under way. What fails is reported and asked for again by whoever needs it. */
  now(): Promise<void> {
    this.forget();
    return this.#running = this.#running.then(this.#work).catch(this.#report);
  }

  /** Does not do what was asked for and has not begun. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
