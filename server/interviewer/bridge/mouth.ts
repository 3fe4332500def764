import { type Encoders, freeEncoders } from "./codec.ts";
import { fadeMs, Gain } from "./gain.ts";
import type { Line, Piece } from "./lines.ts";
import { Pace } from "./pace.ts";
import type { Rate, Slot } from "./thread-words.ts";

type Options = {
  readonly encoders: Encoders;
  readonly line: Line;
  readonly slot: (slot: Slot) => void;
  readonly speaking: (on: boolean) => void;
  readonly nowMs: number;
};

/** Packets of so many bytes say that nothing is said. */
const pauseBytes = 2;
/** So many of them in a row, and nothing is encoded until there is something to say. */
const pauseSlots = 3;

/** Says what stands in its line, at the pace of a clock. */
export class Mouth {
  readonly #options: Options;
  readonly #pace: Pace;
  readonly #gain = new Gain();
  #rate: Rate = 24_000;
  #round = 0;
  #speaking = false;
  #fading: Piece | undefined;
  /** Pauses in a row; a voice begins with some silence, so that whoever receives it is ready. */
  #pauses = 0;
  #marker = true;

  constructor(options: Options) {
    this.#options = options;
    this.#pace = new Pace(options.nowMs);
  }

  say(pcm: Int16Array, rate: Rate, round: number, nowMs: number): void {
    this.#round = round;
    this.#options.line.push(pcm, rate);
    this.due(nowMs);
  }

  duck(on: boolean): void {
    this.#gain.duck(on);
  }

  /** Falls silent; how much of its line was not said. */
  hush(nowMs: number): number {
    const { line } = this.#options;
    const piece = this.#speaking ? line.take(false) : undefined;
    const leftMs = line.clear() + (piece ? Math.max(0, piece.spoken * 1_000 / piece.rate - fadeMs) : 0);
    this.#fading = piece;
    this.due(nowMs);
    return leftMs;
  }

  due(nowMs: number): void {
    this.#pace.run(nowMs, (slot, early) => this.#fill(slot, early));
  }

  close(): void {
    freeEncoders(this.#options.encoders);
  }

  #fill(slot: number, early: boolean): boolean {
    const fading = this.#fading;
    const piece = fading ?? this.#options.line.take(early);
    if (!piece) {
      if (early) return false;
      this.#is(false);
      if (this.#pauses < pauseSlots) this.#send(slot, new Int16Array(this.#rate / 50), 0);
      else this.#marker = true;
      return true;
    }
    this.#fading = undefined;
    this.#rate = piece.rate;
    this.#pauses = 0;
    if (fading) this.#gain.fade(piece.pcm, piece.rate);
    else this.#gain.apply(piece.pcm, piece.rate);
    if (!fading) this.#is(true);
    this.#send(slot, piece.pcm, piece.spoken);
    if (fading) this.#is(false);
    return true;
  }

  #send(number: number, pcm: Int16Array, spoken: number): void {
    const payload = this.#options.encoders[this.#rate].encode(pcm);
    const pause = payload.length <= pauseBytes;
    this.#pauses = pause ? this.#pauses + 1 : 0;
    if (!pause || spoken > 0) {
      const sent = pause ? null : payload;
      const level = loudnessOf(pcm);
      this.#options.slot({ number, payload: sent, marker: this.#marker, level, spoken, round: this.#round });
    }
    this.#marker = pause;
  }

  #is(speaking: boolean): void {
    if (speaking === this.#speaking) return;
    this.#speaking = speaking;
    this.#options.speaking(speaking);
  }
}

/** In dB below the loudest, 0 to 127. */
function loudnessOf(pcm: Int16Array): number {
  const power = pcm.reduce((sum, it) => sum + it * it, 0) / pcm.length;
  return Math.max(0, Math.min(127, Math.round(90.3 - 10 * Math.log10(power + 1e-9))));
}
