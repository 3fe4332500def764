type Wish = { readonly id: string; readonly name: string; readonly args: Readonly<Record<string, unknown>> };
type Result = Readonly<Record<string, unknown>>;
type Kept = {
  /** Which line asked, and what it calls the wish. */
  line: number;
  innerId: string;
  readonly print: string;
  result: Result | null;
  /** The line that asked has the result. */
  delivered: boolean;
};

/**
 * What minds want done, over any number of lines: each wish is passed on once, each result goes back once, to a line that
 * knows the wish. A mind that is told the same words again by a new line may want the same again: it gets the result that
 * is there, and nothing is done twice.
 */
export class Wishes {
  readonly #kept = new Map<string, Kept>();
  #count = 0;

  /** Under which id it is passed on; null: it was, for another line, and its result is or will be there to deliver. */
  asked(line: number, { id, name, args }: Wish): string | null {
    const print = JSON.stringify([name, args]);
    const before = [...this.#kept.values()].find((it) => it.line !== line && it.print === print);
    if (before) {
      Object.assign(before, { line, innerId: id, delivered: false });
      return null;
    }
    const outer = `wish-${++this.#count}`;
    this.#kept.set(outer, { line, innerId: id, print, result: null, delivered: false });
    return outer;
  }

  /** false: it was answered already, or cancelled. */
  answered(outer: string, result: Result): boolean {
    const kept = this.#kept.get(outer);
    if (!kept || kept.result) return false;
    kept.result = result;
    return true;
  }

  delivered(outer: string): void {
    const kept = this.#kept.get(outer);
    if (kept) kept.delivered = true;
  }

  /** Those ids of a line, as they were passed on. They need no result any more. */
  cancelled(line: number, ids: readonly string[]): string[] {
    const gone = [...this.#kept].filter(([, it]) => it.line === line && ids.includes(it.innerId)).map(([outer]) =>
      outer
    );
    for (const outer of gone) this.#kept.delete(outer);
    return gone;
  }

  /** A line came back to where `from` was with these wishes open: they are its own now. */
  resumed(from: number, to: number): void {
    for (const it of this.#kept.values()) if (it.line === from && !it.delivered) it.line = to;
  }

  /** Results that a line has not got yet. */
  undelivered(line: number): { readonly outer: string; readonly innerId: string; readonly result: Result }[] {
    return [...this.#kept].flatMap(([outer, { line: of, delivered, innerId, result }]) =>
      of === line && !delivered && result ? [{ outer, innerId, result }] : []
    );
  }

  /** A turn of `line` is over: what was done in it is not asked again. */
  settled(line: number): void {
    for (const [outer, it] of this.#kept) {
      if (it.line === line ? it.delivered : it.result !== null) this.#kept.delete(outer);
    }
  }
}
