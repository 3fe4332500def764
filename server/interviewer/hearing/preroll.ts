type Piece = { readonly fromMs: number; readonly pcm: Int16Array };

/** Who begins to speak is believed late; a word's first sound is soft. */
const beforeMs = 300;
const keptMs = 2_500;

/** What was heard just now, so that a turn can begin where it began. */
export class Preroll {
  #pieces: Piece[] = [];

  keep(pcm: Int16Array, atMs: number): void {
    this.#pieces.push({ fromMs: atMs - pcm.length / 16, pcm });
    while ((this.#pieces[0]?.fromMs ?? atMs) < atMs - keptMs) this.#pieces.shift();
  }

  /** Everything from a little before `sinceMs` on; it is given once. */
  take(sinceMs: number): Int16Array[] {
    const taken = this.#pieces.filter((it) => it.fromMs >= sinceMs - beforeMs);
    this.#pieces = [];
    return taken.map((it) => it.pcm);
  }

  clear(): void {
    this.#pieces = [];
  }
}
