import type { Clock } from "../../kit/clock.ts";
import type { Bells } from "./bells.ts";
import {
  atRest,
  completed,
  cut,
  hushed,
  localPatience,
  nextTrial,
  owes,
  type Patience,
  signed,
  sounded,
  type Trial,
  tried,
  type Watch,
} from "./watch.ts";

type Options = {
  readonly clock: Clock;
  readonly bells: Pick<Bells<"silence">, "set" | "off">;
  readonly patience: Patience | null;
  readonly onTrial: (trial: Trial) => void;
};

/** Watches over the silences of an interviewer, and says what is to be tried against one. */
export class Silence {
  readonly #options: Options;
  #watch: Watch = atRest;
  #cut = false;
  #patience: Patience | null;

  constructor(options: Options) {
    this.#options = options;
    this.#patience = options.patience;
  }

  /** Somebody else leads, with whom there is another patience. */
  with({ takesNudges }: { readonly takesNudges: boolean }): void {
    const { patience } = this.#options;
    this.#patience = patience && (takesNudges ? patience : localPatience);
    this.#set(this.#watch);
  }

  /** It is its turn and something of it is missing. */
  get owed(): boolean {
    return this.#watch.owesSinceMs !== null;
  }

  /** Some of the turn was given. */
  get begun(): boolean {
    return this.#watch.begun;
  }

  owes(): void {
    this.#set(owes(this.#watch, this.#nowMs));
  }

  sounded(soundMs: number): void {
    this.#cut = false;
    this.#set(sounded(this.#watch, this.#nowMs, soundMs));
  }

  signed(): void {
    this.#set(signed(this.#watch, this.#nowMs));
  }

  /** Nothing is owed, and what was not spoken is not. */
  hushed(): void {
    this.#set(hushed(this.#watch, this.#nowMs));
  }

  /** What it gave was not spoken to its end. */
  cut(): void {
    this.#set(cut(this.#watch, this.#nowMs));
  }

  /** It stopped by itself: the end that follows is of the turn that was cut, and no answer to what came after. */
  interrupted(): void {
    this.#cut = true;
  }

  /** Resolves whether a turn with sound ended. */
  completed(): boolean {
    const { begun } = this.#watch;
    if (!this.#cut && this.#patience) this.#set(completed(this.#watch, this.#nowMs, this.#patience));
    this.#cut = false;
    return begun;
  }

  get #nowMs(): number {
    return this.#options.clock.now();
  }

  #set(watch: Watch): void {
    this.#watch = watch;
    const { bells, onTrial } = this.#options;
    const next = this.#patience && nextTrial(watch, this.#patience);
    if (!next) return bells.off("silence");
    bells.set("silence", next.atMs - this.#nowMs, () => {
      // Whoever goes on has as long as the one before.
      this.#set(next.trial === "give-up" ? owes(this.#watch, this.#nowMs) : tried(this.#watch, next.trial));
      onTrial(next.trial);
    });
  }
}
