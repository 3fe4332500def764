import type { Closing } from "../../../proto/live/words.ts";
import type { FactName, Facts } from "../../../proto/signaling.ts";
import { AppError } from "../../kit/errors.ts";
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
    this.#wire.follow(sessionId);
  }

  release(why: Closing, message: string): void {
    this.tell("room:closed", { why, message });
    this.#leave();
  }

  isIn(sessionId: string, room: LiveRoom): void {
    if (this.#room?.sessionId !== sessionId) this.#leave();
    this.#room = { sessionId, room };
  }

  alone(echo: Echo | null): void {
    void this.#echo?.close(); // what fails is not this page's to mend
    this.#echo = echo;
  }

  /** Throws AppError "conflict" while the page is in a room. */
  mustBeNowhere(): void {
    if (this.#room) throw new AppError("conflict", "This page is in a room. Leave it first.");
  }

  /** The connection is gone. */
  async dropped(): Promise<void> {
    this.alone(null);
    const there = this.#room;
    this.#room = null;
    await there?.room.dropped(this.me.personId, this);
  }

  #leave(): void {
    if (this.#room) this.#wire.unfollow(this.#room.sessionId);
    this.#room = null;
  }
}
