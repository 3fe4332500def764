/** One file of a take, and where on the take's time line it lies. */
export type Lane = { readonly element: HTMLMediaElement; readonly firstMs: number };

/** Further apart than this is seen and heard. Lower seeks so often that it stutters. */
const apartMs = 120;

/**
 * Plays files of one take together: the first keeps the time, the others follow it. What it tells changes `onChange`.
 * Whoever makes one closes it.
 */
export class TakePlayer {
  readonly #lanes: readonly Lane[];
  readonly #ends = new AbortController();

  constructor(lanes: readonly Lane[], onChange: () => void, onFailed: () => void) {
    this.#lanes = lanes;
    const { signal } = this.#ends;
    const [lead] = lanes;
    for (const name of ["play", "pause", "timeupdate", "seeked", "ended", "loadedmetadata", "waiting", "playing"]) {
      lead?.element.addEventListener(name, () => {
        this.#follow();
        onChange();
      }, { signal });
    }
    for (const { element } of lanes) element.addEventListener("error", onFailed, { signal });
  }

  /** Where it is, on the take's time line. */
  get atMs(): number {
    const [lead] = this.#lanes;
    return lead ? lead.firstMs + lead.element.currentTime * 1_000 : 0;
  }

  get playing(): boolean {
    const [lead] = this.#lanes;
    return lead !== undefined && !lead.element.paused && !lead.element.ended;
  }

  /** Rejects where the browser refuses or the file cannot be had. */
  async play(): Promise<void> {
    await this.#lanes[0]?.element.play();
  }

  pause(): void {
    for (const { element } of this.#lanes) element.pause();
  }

  seek(atMs: number): void {
    for (const { element, firstMs } of this.#lanes) element.currentTime = Math.max(0, (atMs - firstMs) / 1_000);
  }

  /** Nothing is fetched or heard any more. Again is fine. */
  close(): void {
    this.#ends.abort();
    for (const { element } of this.#lanes) {
      element.pause();
      element.removeAttribute("src");
      element.load();
    }
  }

  #follow(): void {
    for (const { element, firstMs } of this.#lanes.slice(1)) {
      const there = (this.atMs - firstMs) / 1_000;
      const inside = there >= 0 && !(there > element.duration);
      if (inside && Math.abs(element.currentTime - there) * 1_000 > apartMs) element.currentTime = there;
      if (inside && this.playing && element.paused) void element.play().catch(() => element.pause());
      if ((!inside || !this.playing) && !element.paused) element.pause();
    }
  }
}
