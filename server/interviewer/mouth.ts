import type { Alarm } from "../kit/alarm.ts";
import type { Clock } from "../kit/clock.ts";
import type { Bridge } from "./bridge/bridge.ts";

type Rate = 16_000 | 24_000;
type Piece = { readonly pcm: Int16Array; readonly rate: Rate };
type Held = { readonly pieces: Piece[]; readonly cut: Promise<number> };
type Line = { readonly text: string; readonly dueAtMs: number };
type Options = {
  readonly bridge: Pick<Bridge, "play" | "duck" | "flush">;
  readonly clock: Clock;
  readonly alarm: Alarm;
  /** What can be read now of what is said, and from when it is heard. */
  readonly onText: (text: string, fromMs: number) => void;
  /** What could be read of it so far is all: the rest is not said any more. */
  readonly onCut: () => void;
  /** All of it is out, or was cut off so many milliseconds before its end. */
  readonly onSpoken: (cutMs: number) => void;
  readonly onFailed: (error: unknown) => void;
};

/** What can be taken up again after a stop; what is longer was hardly said in one go. */
const keptMs = 60_000;
/** Of what was already heard when it stopped, this much is said once more. */
const againMs = 250;

/** Speaks what a line gives, in step with what can be read of it, and can stop and go on. */
export class Mouth {
  readonly #options: Options;
  #said: Piece[] = [];
  #held: Held | null = null;
  #texts: Line[] = [];
  #bell: (() => void) | null = null;
  #endsAtMs = 0;
  /** Something was given that is neither spoken to its end nor cut off. */
  #given = false;
  #whole = true;
  #speaking = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Something is still to be heard, or is held back. */
  get busy(): boolean {
    return this.#speaking || this.#held !== null || this.#endsAtMs > this.#options.clock.now();
  }

  play(pcm: Int16Array, rate: Rate): void {
    this.#given = true;
    this.#whole = false;
    if (this.#held) {
      this.#held.pieces.push({ pcm, rate });
      return;
    }
    this.#put({ pcm, rate });
  }

  /** Text to what is played next. */
  text(text: string): void {
    this.#given = true;
    const dueAtMs = Math.max(this.#options.clock.now(), this.#endsAtMs);
    this.#texts.push({ text, dueAtMs });
    this.#show();
  }

  /** The line gave all of this turn. */
  complete(): void {
    this.#whole = true;
    if (!this.busy) this.#spoken();
  }

  /** What the bridge tells of what can be heard. */
  speaks(on: boolean): void {
    this.#speaking = on;
    if (on || this.#held) return;
    this.#endsAtMs = Math.min(this.#endsAtMs, this.#options.clock.now());
    this.#show();
    if (this.#whole) this.#spoken();
  }

  duck(on: boolean): void {
    this.#options.bridge.duck(on);
  }

  /** Silent at once; what was not heard waits. */
  stop(): void {
    if (this.#held) return;
    this.#bell?.();
    this.#bell = null;
    // Held first: that it can be heard no longer is told before the flush is answered.
    const cut = Promise.resolve().then(() => this.#options.bridge.flush()).catch((error: unknown) => {
      this.#options.onFailed(error);
      return 0;
    });
    this.#held = { pieces: [], cut };
  }

  /** Goes on where it stopped. */
  resume(): void {
    const held = this.#held;
    this.#options.bridge.duck(false);
    void held?.cut.then((cutMs) => {
      if (this.#held !== held) return;
      this.#held = null;
      const now = this.#options.clock.now();
      const missing = tailOf(this.#said, cutMs + againMs);
      const lateMs = Math.max(0, now - this.#endsAtMs + cutMs + againMs);
      this.#texts = this.#texts.map((it) => ({ ...it, dueAtMs: it.dueAtMs + lateMs }));
      this.#endsAtMs = now;
      for (const it of [...missing, ...held.pieces]) this.#put(it);
      this.#show();
    });
  }

  /** What was not heard is not said any more. */
  drop(): void {
    this.stop();
    this.#options.onCut();
    // Cut off also where nothing was on its way: the end of it had not come.
    if (this.#given) void this.#held?.cut.then((cutMs) => this.#options.onSpoken(Math.max(1, cutMs)));
    this.#forget();
  }

  /** Silent for good: nobody goes on with what was under way. */
  close(): void {
    this.stop();
    this.#forget();
  }

  #forget(): void {
    this.#held = null;
    this.#texts = [];
    this.#said = [];
    this.#endsAtMs = 0;
    this.#given = false;
    this.#whole = false;
    this.#options.bridge.duck(false);
  }

  #put(piece: Piece): void {
    const now = this.#options.clock.now();
    this.#endsAtMs = Math.max(now, this.#endsAtMs) + msOf(piece);
    this.#said.push(piece);
    this.#forgetOld();
    this.#options.bridge.play(piece.pcm, piece.rate);
  }

  #forgetOld(): void {
    let ms = this.#said.reduce((sum, it) => sum + msOf(it), 0);
    const heardMs = Math.max(keptMs, this.#endsAtMs - this.#options.clock.now() + againMs);
    for (let first = this.#said[0]; first && ms - msOf(first) > heardMs; first = this.#said[0]) {
      ms -= msOf(first);
      this.#said.shift();
    }
  }

  #show(): void {
    this.#bell?.();
    this.#bell = null;
    const now = this.#options.clock.now();
    while (this.#texts[0] && this.#texts[0].dueAtMs <= now) {
      const due = this.#texts.shift();
      if (due) this.#options.onText(due.text, due.dueAtMs);
    }
    const next = this.#texts[0];
    if (next && !this.#held) this.#bell = this.#options.alarm(next.dueAtMs - now, () => this.#show());
  }

  #spoken(): void {
    if (!this.#given) return;
    this.#given = false;
    this.#said = [];
    this.#endsAtMs = 0;
    for (const it of this.#texts.splice(0)) this.#options.onText(it.text, it.dueAtMs);
    this.#options.onSpoken(0);
  }
}

function msOf({ pcm, rate }: Piece): number {
  return pcm.length / rate * 1_000;
}

/** The last `ms` of all. */
function tailOf(pieces: readonly Piece[], ms: number): Piece[] {
  const tail: Piece[] = [];
  let leftMs = ms;
  for (const piece of pieces.toReversed()) {
    if (leftMs <= 0) break;
    const samples = Math.min(piece.pcm.length, Math.round(leftMs / 1_000 * piece.rate));
    tail.unshift({ pcm: piece.pcm.subarray(piece.pcm.length - samples), rate: piece.rate });
    leftMs -= msOf(piece);
  }
  return tail;
}
