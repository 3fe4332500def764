import { batch, createSignal } from "solid-js";
import type { RoomView } from "../../../proto/live/view.ts";
import type { Facts, Joined } from "../../../proto/signaling.ts";
import type { Live, LiveLine } from "../../api/live.ts";
import { asRefusal, type Refusal } from "../../kit/refusal.ts";
import type { Store } from "../../kit/store.ts";
import { FollowedView } from "./followed-view.ts";
import { Pass } from "./pass.ts";
import { wayBackMs } from "./way-back.ts";

/** Where one is: at the door, on the way in, in, on the way out, out, or kept out. */
export type Place = "outside" | "entering" | "inside" | "leaving" | "out" | "refused";

type Options = {
  readonly live: Live;
  readonly sessionId: string;
  readonly store: Store;
  /** Which media door this page has. */
  readonly generation: () => number | undefined;
  /** One came in, or back. */
  readonly onJoined: (joined: Joined) => void;
  readonly onView: (view: RoomView, myId: string) => void;
  readonly onLine: (open: boolean) => void;
};

/** Being in a room: coming in, coming back by oneself after every kind of break, and going. Signals show it. */
export class Visit {
  readonly #place = createSignal<Place>("outside");
  readonly #view = createSignal<RoomView>();
  readonly #myId = createSignal<string>();
  readonly #refusal = createSignal<Refusal>();
  readonly #closed = createSignal<Facts["room:closed"]>();
  readonly #elsewhere = createSignal(false);
  readonly #away = createSignal(false);
  readonly place = this.#place[0];
  readonly view = this.#view[0];
  readonly myId = this.#myId[0];
  readonly refusal = this.#refusal[0];
  readonly closed = this.#closed[0];
  /** One is in this room in another tab. */
  readonly elsewhere = this.#elsewhere[0];
  /** One is inside, but the server does not know it right now. */
  readonly away = this.#away[0];
  /** This tab was inside before it was loaded again. */
  readonly returning: boolean;
  readonly #options: Options;
  readonly #pass: Pass;
  readonly #followed: FollowedView;
  readonly #stops: (() => void)[];
  #offsetMs = 0;
  readonly #inside = (): boolean => this.place() === "inside" && !this.#gone;
  #coming = false;
  #freshDoor = false;
  #gone = false;

  constructor(options: Options) {
    this.#options = options;
    this.#pass = new Pass(options.store, options.sessionId);
    this.#followed = new FollowedView({
      live: options.live,
      wanted: this.#inside,
      onView: (view) => {
        this.#view[1](view);
        options.onView(view, this.myId() ?? "");
      },
    });
    this.returning = this.#pass.value !== undefined;
    this.#stops = [
      options.live.onLine((line) => this.#follow(line)),
      options.live.on("room:changed", (patch) => this.#followed.change(patch)),
      options.live.on("room:closed", (fact) => this.#shut(fact)),
    ];
  }

  /** The server's clock, ms. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Comes in; where that led is in `place`. */
  async enter(takeOver: boolean): Promise<void> {
    this.#refusal[1](undefined);
    this.#closed[1](undefined);
    this.#elsewhere[1](false);
    this.#place[1]("entering");
    try {
      await this.#options.live.ready();
      const joined = await this.#ask(takeOver);
      if (!this.#gone) this.#accept(joined);
    } catch (error) {
      this.#refused(asRefusal(error), "outside");
    }
  }

  async leave(): Promise<void> {
    this.#place[1]("leaving");
    this.#pass.drop();
    try {
      await this.#options.live.ask("room:leave", {});
    } catch (error) {
      // Gone is gone: a server that did not hear of it, or could not note it, finds the place empty.
      if (!asRefusal(error).uncertain) this.#options.live.renew();
    }
    this.#closed[1]((before) => before ?? { why: "left", message: "You left the room." });
    this.#place[1]("out");
  }

  /** Comes in again over a new line and through a new door. */
  async rejoin(): Promise<void> {
    this.#freshDoor = true;
    this.#options.live.renew();
    await this.#options.live.ready();
  }

  /** Lets go without leaving: the place is kept, as after a reload. */
  close(): void {
    this.#gone = true;
    for (const stop of this.#stops) stop();
  }

  #accept(joined: Joined): void {
    this.#pass.keep(joined.resume);
    this.#offsetMs = joined.nowMs - Date.now();
    this.#freshDoor = false;
    // At once, or for a moment one would be inside without a part, and all that one sends would end.
    batch(() => {
      this.#myId[1](joined.me);
      this.#away[1](false);
      this.#place[1]("inside");
      this.#options.onJoined(joined);
      this.#followed.show(joined.seq, joined.view);
    });
  }

  /** A room that another node has is entered there: the page goes, and asks once more. */
  async #ask(takeOver: boolean): Promise<Joined> {
    try {
      return await this.#askHere(takeOver);
    } catch (error) {
      const { way } = asRefusal(error);
      if (way === undefined || this.#gone) throw error;
      this.#options.live.go(way);
      await this.#options.live.ready();
      return await this.#askHere(takeOver);
    }
  }

  #askHere(takeOver: boolean): Promise<Joined> {
    const { live, sessionId } = this.#options;
    const generation = this.#freshDoor ? undefined : this.#options.generation();
    const wish = { sessionId, takeOver, ...(generation !== undefined && { generation }) };
    // Whoever was inside in this very tab must not be kept out by what is left of themselves.
    return this.#pass.enter(
      (resume) => live.ask("room:join", { ...wish, ...(resume !== undefined && { resume }) }),
      () => live.ask("room:join", { sessionId, takeOver: takeOver || this.#inside() }),
    );
  }

  #follow(line: LiveLine): void {
    if (!this.#inside()) return;
    const { live, onLine } = this.#options;
    if (line === "refused") return this.#out(live.refusal, "refused");
    if (line === "open") return void this.#comeBack();
    this.#away[1](true);
    onLine(false);
  }

  async #comeBack(): Promise<void> {
    if (this.#coming) return;
    this.#coming = true;
    for (let tries = 0; this.#inside() && this.#options.live.line === "open"; tries++) {
      if (await this.#triedToComeBack()) break;
      await new Promise((resolve) => setTimeout(resolve, wayBackMs(tries)));
    }
    this.#coming = false;
  }

  /** False when another try is worth it. */
  async #triedToComeBack(): Promise<boolean> {
    try {
      const joined = await this.#ask(false);
      if (this.#inside()) this.#accept(joined);
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal.uncertain || refusal.code === "too-many" || refusal.code === "unavailable") return false;
      this.#refused(refusal, "out");
    }
    return true;
  }

  #shut(fact: Facts["room:closed"]): void {
    if (this.place() === "outside") return;
    this.#pass.drop();
    this.#closed[1](fact);
    this.#elsewhere[1](fact.why === "replaced");
    this.#out(undefined, "out");
  }

  /** In another tab already: that is no failure, but a question. */
  #refused(refusal: Refusal, asked: Place): void {
    const elsewhere = refusal.field === "takeOver";
    this.#elsewhere[1](elsewhere);
    this.#out(elsewhere ? undefined : refusal, elsewhere ? asked : "refused");
  }

  #out(refusal: Refusal | undefined, place: Place): void {
    this.#refusal[1](refusal);
    this.#away[1](false);
    this.#place[1](place);
  }
}
