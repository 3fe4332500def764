import type { Alarm } from "../../kit/alarm.ts";
import type { Clock } from "../../kit/clock.ts";

type Options = {
  readonly out: (pcm: Int16Array) => void;
  /** The client sends more than is spoken, and is held back for it; false: it speaks now. */
  readonly ahead: () => boolean;
  readonly clock: Clock;
  readonly alarm: Alarm;
};

const samplesPerMs = 16;
const pieceSamples = 20 * samplesPerMs;
/** How far ahead of the clock sound is handed on. Higher makes up for uneven lines, lower is heard sooner. */
const leadMs = 200;
/** Somebody who speaks now is caught up with by leaving out what is quiet beyond this. */
const behindMs = 300;
/** So much waits at most while it is held. Higher loses less of what is said then, lower is caught up with sooner. */
const heldMs = 1_000;
/** A louder sample is said by somebody. */
const quietSample = 300;

/** Hands sound on as it is spoken, however it came. It begins with `go`; what comes before that waits, up to a second. */
export class Pour {
  readonly #options: Options;
  #waiting: Int16Array[] = [];
  #waitingMs = 0;
  #handedUntilMs = 0;
  #held = true;
  #cancel = (): void => {};

  constructor(options: Options) {
    this.#options = options;
  }

  push(pcm: Int16Array): void {
    for (let at = 0; at < pcm.length; at += pieceSamples) this.#waiting.push(pcm.subarray(at, at + pieceSamples));
    this.#waitingMs += pcm.length / samplesPerMs;
    this.#pour();
  }

  /** From now on it flows. */
  go(): void {
    this.#held = false;
    this.#pour();
  }

  /** What comes from now on waits. */
  hold(): void {
    this.#held = true;
    this.#cancel();
  }

  close(): void {
    this.#cancel();
    this.#waiting = [];
    this.#waitingMs = 0;
  }

  #pour(): void {
    const { clock, alarm, out, ahead } = this.#options;
    this.#cancel();
    if (this.#held) return this.#shorten();
    const now = clock.now();
    while (this.#handedUntilMs - now < leadMs) {
      const piece = this.#waiting.shift();
      if (!piece) return;
      const late = this.#waitingMs > behindMs && !ahead();
      const ms = piece.length / samplesPerMs;
      this.#waitingMs -= ms;
      if (late && piece.every((it) => Math.abs(it) < quietSample)) continue;
      this.#handedUntilMs = Math.max(this.#handedUntilMs, now) + ms;
      out(piece);
    }
    this.#cancel = alarm(Math.max(1, this.#handedUntilMs - now - leadMs), () => this.#pour());
  }

  /** Nobody knows how long it is held. */
  #shorten(): void {
    while (this.#waitingMs > heldMs) this.#waitingMs -= (this.#waiting.shift()?.length ?? 0) / samplesPerMs;
  }
}
