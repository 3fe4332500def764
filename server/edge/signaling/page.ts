import type { Closing } from "../../../proto/live/words.ts";
import type { FactName, Facts } from "../../../proto/signaling.ts";
import { AppError } from "../../kit/errors.ts";
import { Serial } from "../../kit/serial.ts";
import type { Echo } from "../../rooms/echo.ts";
import type { LiveRoom } from "../../rooms/live-room.ts";
import type { Line } from "../../rooms/place.ts";
import type { Asker } from "../asked.ts";

/** What a page needs of its connection. */
export type Wire = {
  tell<N extends FactName>(name: N, fact: Facts[N]): void;
  follow(sessionId: string): void;
  unfollow(sessionId: string): void;
};

/** One connected page: whose it is, and where it is. It is in one place at a time, or in none. */
export class Page implements Line {
  readonly me: Asker;
  readonly #wire: Wire;
  readonly #moves = new Serial();
  #gone: "dropped" | "signed-out" | null = null;
  #room: { readonly sessionId: string; readonly room: LiveRoom } | null = null;
  #echo: Echo | null = null;

  constructor(me: Asker, wire: Wire) {
    this.me = me;
    this.#wire = wire;
  }

  /** The room it is in; throws AppError "conflict" when it is in none. */
  get room(): LiveRoom {
    if (this.#room) return this.#room.room;
    throw new AppError("conflict", "This page is in no room. Join first.");
  }

  /** Where its media goes: the room, or the place alone with oneself. */
  get place(): LiveRoom | Echo {
    return this.#echo ?? this.room;
  }

  tell<N extends FactName>(name: N, fact: Facts[N]): void {
    this.#wire.tell(name, fact);
  }

  follow(sessionId: string): void {
    // What joins after its connection is gone would be remembered for good.
    if (!this.#gone) this.#wire.follow(sessionId);
  }

  release(sessionId: string, why: Closing, message: string): void {
    this.#wire.unfollow(sessionId);
    // It may be in another room by now, of which this says nothing.
    if (this.#room?.sessionId !== sessionId) return;
    this.#room = null;
    this.tell("room:closed", { why, message });
  }

  /** Goes from one place to another: one such step after the other, however many are asked for at once. */
  moves<T>(step: () => Promise<T>): Promise<T> {
    return this.#moves.run(step);
  }

  /** It is in this room now. In the one before its place is kept, as after a lost connection. */
  async isIn(sessionId: string, room: LiveRoom): Promise<void> {
    const before = this.#room;
    this.#room = { sessionId, room };
    if (before && before.sessionId !== sessionId) {
      this.#wire.unfollow(before.sessionId);
      await before.room.dropped(this.me.personId, this);
    }
    if (this.#gone) await this.gone(this.#gone);
  }

  alone(echo: Echo | null): void {
    void this.#echo?.close(); // what fails is not this page's to mend
    this.#echo = echo;
    if (this.#gone && echo) this.alone(null);
  }

  /** Throws AppError "conflict" while the page is in a room. */
  mustBeNowhere(): void {
    if (this.#room) throw new AppError("conflict", "This page is in a room. Leave it first.");
  }

  /** The connection is gone. A place is kept for who was only dropped. */
  async gone(how: "dropped" | "signed-out"): Promise<void> {
    this.#gone = how;
    this.alone(null);
    const there = this.#room;
    this.#room = null;
    await there?.room.dropped(this.me.personId, this);
    if (how === "signed-out") await there?.room.signedOut(this.me.personId, this);
  }
}
