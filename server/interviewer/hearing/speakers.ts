type Piece = { readonly personId: string; readonly fromMs: number; speechMs: number };

/** So much speech is a word. Lower takes a breath for one, higher misses a short yes. */
const wordMs = 200;
/** Speech is added up in pieces of this, and forgotten after that. */
const pieceMs = 100;
const keptMs = 20 * 60_000;
/** Voices that are mixed are so far apart at most. */
const apartMs = 100;

/** Remembers who spoke when, also of who is no longer heard. */
export class Speakers {
  #pieces: Piece[] = [];

  spoke(personId: string, speechMs: number, atMs: number): void {
    if (speechMs === 0) return;
    const fromMs = atMs - atMs % pieceMs;
    const same = this.#pieces.findLast((it) => it.fromMs !== fromMs || it.personId === personId);
    if (same?.fromMs === fromMs) same.speechMs += speechMs;
    else this.#pieces.push({ personId, fromMs, speechMs });
    while ((this.#pieces[0]?.fromMs ?? atMs) < atMs - keptMs) this.#pieces.shift();
  }

  /** Who said something between these times, who said most first; a breath or a cough is nothing. */
  between(fromMs: number, toMs: number): readonly string[] {
    const all = new Map<string, number>();
    for (const { personId, fromMs: atMs, speechMs } of this.#pieces) {
      if (atMs < fromMs - apartMs || atMs > toMs + apartMs) continue;
      all.set(personId, (all.get(personId) ?? 0) + speechMs);
    }
    const most = [...all].sort(([, a], [, b]) => b - a);
    return most.filter(([, ms], at) => at === 0 || ms >= wordMs).map(([personId]) => personId);
  }
}
