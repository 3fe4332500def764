/** One file of a take, and where on the take's time line it lies. */
export type Lane = {
  readonly id: string;
  readonly element: HTMLMediaElement;
  readonly firstMs: number;
  readonly lastMs: number;
};

/** How often files are held together. Lower costs more and is not heard. */
const everyMs = 100;
/** Nobody hears two voices so little apart. Lower changes speeds all the time. */
const togetherS = 0.01;
const apartS = 0.03;
/** What is further off is put to its place at once, which is heard as a gap. */
const farS = 0.3;
/** How much faster or slower a file goes until it is where it should be: nobody hears so little. */
const nudge = 0.03;
/** What a browser calls enough to go on. */
const enoughData = 3;

type Options = {
  /** Where it is, or whether it plays, may have changed. */
  readonly onChange: () => void;
  /** A file could not be had. */
  readonly onFailed: (id: string) => void;
  readonly nowMs?: () => number;
};

/**
 * Plays files of one take together on one time line, also where some begin later or end earlier; all wait for one that has to
 * be fetched. Whoever makes one closes it.
 */
export class TakePlayer {
  readonly #options: Options;
  readonly #nowMs: () => number;
  readonly #ends = new Map<string, AbortController>();
  #lanes: readonly Lane[] = [];
  /** Where it was, and when that was. */
  #was = { atMs: 0, nowMs: 0 };
  #timer: ReturnType<typeof setInterval> | undefined;
  #held = false;

  constructor(lanes: readonly Lane[], options: Options) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? (() => performance.now());
    for (const it of lanes) this.add(it);
  }

  /** Where it is, on the take's time line. */
  get atMs(): number {
    if (!this.playing || this.#held) return this.#was.atMs;
    const lead = this.#lanes.find((it) => goes(it));
    const atMs = lead ? placeOf(lead) : this.#was.atMs + this.#nowMs() - this.#was.nowMs;
    return Math.min(atMs, this.#endMs);
  }

  get playing(): boolean {
    return this.#timer !== undefined;
  }

  /** From where it is, or from the top when it is at its end. Rejects where the browser refuses. */
  async play(): Promise<void> {
    if (this.playing) return;
    if (this.#was.atMs >= this.#endMs) this.#was.atMs = 0;
    this.#was.nowMs = this.#nowMs();
    this.#timer = setInterval(() => this.#tick(), everyMs);
    this.#options.onChange();
    try {
      await Promise.all(this.#inside.map((it) => this.#start(it)));
    } catch (error) {
      this.pause();
      throw error;
    }
  }

  pause(): void {
    this.#settle(this.atMs);
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const { element } of this.#lanes) element.pause();
    this.#options.onChange();
  }

  seek(atMs: number): void {
    this.#settle(Math.min(Math.max(0, atMs), this.#endMs));
    for (const it of this.#lanes) put(it, this.#was.atMs);
    this.#options.onChange();
  }

  /** Plays along from where the others are. */
  add(lane: Lane): void {
    const ends = new AbortController();
    const { signal } = ends;
    this.#ends.set(lane.id, ends);
    this.#lanes = [...this.#lanes, lane];
    lane.element.addEventListener("error", () => this.#options.onFailed(lane.id), { signal });
    for (const name of ["playing", "waiting", "ended"]) {
      lane.element.addEventListener(name, () => this.playing && this.#tick(), { signal });
    }
    put(lane, this.atMs);
  }

  /** Nothing of that file is fetched or heard any more. */
  remove(id: string): void {
    const lane = this.#lanes.find((it) => it.id === id);
    if (!lane) return;
    this.#settle(this.atMs);
    this.#ends.get(id)?.abort();
    this.#ends.delete(id);
    this.#lanes = this.#lanes.filter((it) => it !== lane);
    lane.element.pause();
    lane.element.removeAttribute("src");
    lane.element.load();
  }

  /** Nothing is fetched or heard any more. Again is fine. */
  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const { id } of this.#lanes) this.remove(id);
  }

  get #endMs(): number {
    return Math.max(0, ...this.#lanes.map((it) => it.lastMs));
  }

  get #inside(): readonly Lane[] {
    return this.#lanes.filter((it) => it.firstMs <= this.#was.atMs && this.#was.atMs < it.lastMs);
  }

  #settle(atMs: number): void {
    this.#was = { atMs, nowMs: this.#nowMs() };
  }

  #tick(): void {
    this.#settle(this.atMs);
    if (this.#was.atMs >= this.#endMs) return this.pause();
    const inside = this.#inside;
    this.#held = inside.some((it) => !ready(it));
    for (const it of this.#lanes) {
      // One that is waited for goes on: some browsers fetch nothing for who does not play.
      if (!inside.includes(it) || (this.#held && ready(it))) it.element.pause();
      else this.#follow(it);
    }
    this.#options.onChange();
  }

  #follow(lane: Lane): void {
    const { element } = lane;
    const off = (placeOf(lane) - this.#was.atMs) / 1_000;
    if (Math.abs(off) > farS) put(lane, this.#was.atMs);
    else if (Math.abs(off) > apartS) element.playbackRate = off > 0 ? 1 - nudge : 1 + nudge;
    else if (Math.abs(off) < togetherS) element.playbackRate = 1;
    // Refused now although it was allowed before: the others go on.
    if (element.paused) void this.#start(lane).catch(() => element.pause());
  }

  /** Rejects where the browser wants a press first; a file that fails says so by an event of its own. */
  async #start(lane: Lane): Promise<void> {
    if (Math.abs(placeOf(lane) - this.#was.atMs) > apartS * 1_000) put(lane, this.#was.atMs);
    try {
      await lane.element.play();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name === "NotAllowedError") throw error;
    }
  }
}

/** At its very end an element stands and still says that it plays. */
function goes({ element }: Lane): boolean {
  return !element.paused && !element.ended && !element.seeking && element.readyState >= enoughData;
}

/** At its end there is nothing more to fetch. */
function ready({ element }: Lane): boolean {
  return element.ended || (!element.seeking && element.readyState >= enoughData);
}

function placeOf({ element, firstMs }: Lane): number {
  return firstMs + element.currentTime * 1_000;
}

function put({ element, firstMs }: Lane, atMs: number): void {
  element.playbackRate = 1;
  element.currentTime = Math.max(0, (atMs - firstMs) / 1_000);
}
