const perUnit = 10;
const most = 1_000;

/** How values from 0 to 100 are spread, to a tenth, whatever their number; larger ones count as the largest. */
export class Spread {
  max = 0;
  #count = 0;
  readonly #counts = new Float64Array(most * perUnit / 10 + 1);

  note(value: number): void {
    this.max = Math.max(this.max, value);
    this.#count++;
    const at = Math.min(this.#counts.length - 1, Math.ceil(value * perUnit));
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  /** The value below which `share` of all lie. */
  percentile(share: number): number {
    let left = this.#count * share;
    const at = this.#counts.findIndex((it) => (left -= it) <= 0);
    return at < 0 || at === this.#counts.length - 1 ? this.max : Math.min(this.max, at / perUnit);
  }
}
