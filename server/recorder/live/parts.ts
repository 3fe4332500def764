import { AppError } from "../../kit/errors.ts";

/** Whom the beginning of a recording needs. */
export type Part = "database" | "keys" | "disk" | "store" | "tap" | "worker";

/** Who is being asked, so that what fails or does not answer is called by its name. */
export class Parts {
  readonly #asked = new Set<{ readonly part: Part }>();
  readonly #failed = new WeakMap<object, Part>();

  /** What `work` gives or throws; the failure is that part's from now on. */
  async ask<T>(part: Part, work: Promise<T>): Promise<T> {
    const asked = { part };
    this.#asked.add(asked);
    try {
      return await work;
    } catch (error) {
      if (error instanceof Error) this.#failed.set(error, part);
      throw error;
    } finally {
      this.#asked.delete(asked);
    }
  }

  /** Whose failure it is; of a patience that ran out, who has been asked for longest and did not answer. */
  of(error: unknown): Part | undefined {
    const failed = error instanceof Error ? this.#failed.get(error) : undefined;
    const ranOut = error instanceof AppError && error.code === "unavailable";
    return failed ?? (ranOut ? [...this.#asked][0]?.part : undefined);
  }
}
