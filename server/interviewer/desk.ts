import type { Transcript } from "../ports/transcripts.ts";

/** What is being written down now, by interview. */
export class Desk {
  readonly #open = new Map<string, () => Transcript>();

  /** Returns the way to put it away. */
  lay(interviewId: string, words: () => Transcript): () => void {
    this.#open.set(interviewId, words);
    return () => {
      if (this.#open.get(interviewId) === words) this.#open.delete(interviewId);
    };
  }

  /** undefined: nobody writes it. */
  wordsOf(interviewId: string): Transcript | undefined {
    return this.#open.get(interviewId)?.();
  }
}
