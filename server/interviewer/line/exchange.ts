/** What is given to an interviewer, in the order in which it happened. */
export type Given =
  | { readonly kind: "began" | "ended" }
  | { readonly kind: "sound"; readonly pcm: Int16Array }
  | { readonly kind: "told"; readonly text: string; readonly answers: boolean };

/** Samples of 16 kHz. */
const samplesPerMs = 16;

/**
 * What was said to the interviewer since it last began to answer. The line that leads gets it in order; a line that
 * takes over gets it from its beginning, so nothing falls between two lines. Sound beyond `keptMs` goes, the oldest
 * first, and is counted.
 */
export class Exchange {
  readonly #keptSamples: number;
  #items: Given[] = [];
  #given = 0;
  /** So much is known at the place that the last handle leads to. */
  #marked = 0;
  #samples = 0;
  /** Went although the line that leads now has not heard it; went after it was heard. */
  #lost = 0;
  #trimmed = 0;

  constructor(keptMs: number) {
    this.#keptSamples = keptMs * samplesPerMs;
  }

  push(item: Given): void {
    this.#items.push(item);
    if (item.kind !== "sound") return;
    this.#samples += item.pcm.length;
    while (this.#samples > this.#keptSamples) this.#trim();
  }

  /** What the line that leads has not got yet; it has when this was called. */
  take(): Given | undefined {
    const item = this.#items[this.#given];
    if (item) this.#given++;
    return item;
  }

  get waiting(): boolean {
    return this.#given < this.#items.length;
  }

  /** So many turns begin in what the line that leads has not got yet. */
  get turns(): number {
    return this.#items.slice(this.#given).filter((it) => it.kind === "began").length;
  }

  /** Somebody speaks right now. */
  get open(): boolean {
    return this.#items.findLast((it) => it.kind === "began" || it.kind === "ended")?.kind === "began";
  }

  /** Something that the line that leads has not got yet is to be answered. */
  get asks(): boolean {
    return this.#items.slice(this.#given).some((it) => it.kind === "ended" || it.kind === "told" && it.answers);
  }

  /** What was given so far is known where the last handle leads to. */
  mark(): void {
    this.#marked = this.#given;
  }

  /** Another line leads: everything is given again, `fromMark` what came after that. */
  restart({ fromMark = false } = {}): void {
    this.#given = fromMark ? this.#marked : 0;
    this.#marked = this.#given;
    if (!fromMark) this.#lost += this.#trimmed;
    this.#trimmed = 0;
  }

  /** It is answered: what was given and is complete need not be kept. */
  answered(): void {
    const opened = this.#items.findLastIndex((it) => it.kind === "began");
    const closed = this.#items.findLastIndex((it) => it.kind === "ended");
    const end = opened > closed ? Math.min(opened, this.#given) : this.#given;
    const gone = this.#items.splice(0, end);
    this.#given -= end;
    this.#marked = Math.max(0, this.#marked - end);
    this.#samples -= gone.reduce((sum, it) => sum + (it.kind === "sound" ? it.pcm.length : 0), 0);
    if (!this.#items.some((it) => it.kind === "sound")) this.#trimmed = 0;
  }

  /** Samples that no line will hear, counted once. */
  takeLost(): number {
    const lost = this.#lost;
    this.#lost = 0;
    return lost;
  }

  #trim(): void {
    const at = this.#items.findIndex((it) => it.kind === "sound");
    const [gone] = this.#items.splice(at, 1);
    const samples = gone?.kind === "sound" ? gone.pcm.length : 0;
    this.#samples -= samples;
    if (at < this.#given) {
      this.#given--;
      if (at < this.#marked) this.#marked--;
      this.#trimmed += samples;
    } else this.#lost += samples;
  }
}
