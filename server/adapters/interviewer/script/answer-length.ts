/** Softer than this share of their loudest, and it is no longer they who speak. Higher ends a fading voice too early. */
const softFrom = 0.1;

/** How long somebody speaks, without the silence by which their end was known. */
export class AnswerLength {
  #samples = 0;
  #spoken = 0;
  #loudest = 0;

  get ms(): number {
    return this.#spoken / 16;
  }

  begin(): void {
    [this.#samples, this.#spoken, this.#loudest] = [0, 0, 0];
  }

  hear(pcm: Int16Array): void {
    const level = Math.sqrt(pcm.reduce((sum, it) => sum + it * it, 0) / Math.max(1, pcm.length));
    this.#samples += pcm.length;
    this.#loudest = Math.max(this.#loudest, level);
    if (level > this.#loudest * softFrom) this.#spoken = this.#samples;
  }
}
