import type { types } from "mediasoup";
import type { Log } from "../../kit/log.ts";
import { unreachable } from "../../kit/unreachable.ts";
import { Outbox } from "./outbox.ts";
import { Outgoing } from "./outgoing.ts";
import type { Member, SoundThread } from "./sound-thread.ts";
import type { Made, Rate, Slot, Wish } from "./thread-words.ts";

type Options = {
  readonly thread: SoundThread;
  readonly log: Log;
  readonly onSpeaking: (on: boolean) => void;
};
type Hush = { readonly resolve: (unspokenMs: number) => void; readonly waitingMs: number; readonly givenMs: number };

/** A voice that speaks what is queued. While it comes out nowhere, what it has to say waits. */
export class Voice implements Member {
  readonly #options: Options;
  readonly #outbox = new Outbox();
  readonly #outgoing = new Outgoing();
  readonly #hushes = new Map<number, Hush>();
  #id: number | undefined;
  #placed: types.Producer | undefined;
  #round = 0;
  #ducked = false;
  #speaking = false;
  #full = false;

  constructor(options: Options) {
    this.#options = options;
  }

  async place(way: types.DirectTransport): Promise<types.Producer> {
    const producer = await this.#outgoing.place(way);
    producer.observer.once("close", () => this.#unplaced(producer));
    this.#placed = producer;
    if (producer.closed) this.#unplaced(producer);
    else this.#id ??= this.#options.thread.join(this);
    return producer;
  }

  say(pcm: Int16Array, rate: Rate): void {
    const fits = this.#outbox.push({ pcm, rate });
    if (!fits && !this.#full) this.#options.log.warn("more is to be spoken than anybody says at once");
    this.#full = !fits;
    this.#give();
  }

  duck(on: boolean): void {
    this.#ducked = on;
    if (this.#id !== undefined) this.#options.thread.ask({ is: "duck", id: this.#id, on });
  }

  flush(): Promise<number> {
    const { waitingMs, givenMs } = this.#outbox.clear();
    const [id, round] = [this.#id, this.#round++];
    this.#ducked = false;
    if (id === undefined || !this.#options.thread.ask({ is: "hush", id, round })) {
      this.#is(false);
      return Promise.resolve(Math.round(waitingMs + givenMs));
    }
    return new Promise((resolve) => this.#hushes.set(round, { resolve, waitingMs, givenMs }));
  }

  close(): void {
    this.#outgoing.close();
    this.#leave();
  }

  begins(id: number): readonly Wish[] {
    this.#forget();
    this.#outgoing.restart();
    this.#again();
    return [{ is: "mouth", id, live: false }, { is: "duck", id, on: this.#ducked }, ...this.#words(id)];
  }

  told(made: Made): void {
    switch (made.is) {
      case "slot":
        return this.#slot(made.slot);
      case "speaking":
        return this.#is(made.on);
      case "hushed":
        return this.#hushed(made.round, made.unspokenMs);
      case "frame": // it has no ear
        return;
      default:
        unreachable(made);
    }
  }

  #slot(slot: Slot): void {
    this.#outgoing.send(slot);
    if (slot.round !== this.#round || slot.spoken === 0) return;
    this.#outbox.said(slot.spoken);
    this.#give();
  }

  #hushed(round: number, unspokenMs: number): void {
    const hush = this.#hushes.get(round);
    this.#hushes.delete(round);
    hush?.resolve(Math.round(hush.waitingMs + unspokenMs));
  }

  #give(): void {
    if (this.#id === undefined) return;
    for (const it of this.#words(this.#id)) this.#options.thread.ask(it);
  }

  *#words(id: number): Generator<Wish> {
    for (let words = this.#outbox.next(); words; words = this.#outbox.next()) {
      yield { is: "say", id, ...words, round: this.#round };
    }
  }

  #unplaced(producer: types.Producer): void {
    if (this.#placed === producer) this.#leave();
  }

  #leave(): void {
    if (this.#id !== undefined) this.#options.thread.leave(this.#id);
    this.#id = undefined;
    this.#forget();
    this.#again();
  }

  /** What was not spoken yet waits, and until then it is not over. */
  #again(): void {
    this.#outbox.again();
    if (this.#outbox.ms === 0) this.#is(false);
  }

  /** A thread that is gone answers nothing. */
  #forget(): void {
    for (const { resolve, waitingMs, givenMs } of this.#hushes.values()) resolve(Math.round(waitingMs + givenMs));
    this.#hushes.clear();
  }

  #is(speaking: boolean): void {
    if (speaking === this.#speaking) return;
    this.#speaking = speaking;
    this.#options.onSpeaking(speaking);
  }
}
