import { batch, createSignal } from "solid-js";
import type { RoomView } from "../../../proto/live/view.ts";
import type { Facts, Joined } from "../../../proto/signaling.ts";
import type { Live, LiveLine } from "../../api/live.ts";
import { asRefusal, type Refusal } from "../../kit/refusal.ts";
import type { Store } from "../../kit/store.ts";
import { type Entered, Entrance } from "./entrance.ts";
import { FollowedView } from "./followed-view.ts";
import { type Lapse, lapseOf } from "./lapse.ts";
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
  readonly #lapsed = createSignal<Lapse>();
  readonly #restarting = createSignal(false);
  readonly place = this.#place[0];
  readonly view = this.#view[0];
  readonly myId = this.#myId[0];
  readonly refusal = this.#refusal[0];
  readonly closed = this.#closed[0];
  /** One is in this room in another tab. */
  readonly elsewhere = this.#elsewhere[0];
  /** One is inside, but the server does not know it right now. */
  readonly away = this.#away[0];
  /** One was away for longer than the place is kept, which was given free. */
  readonly lapsed = this.#lapsed[0];
  /** The server said that it stops, and has not let one back in yet. */
  readonly restarting = this.#restarting[0];
  /** This tab was inside before it was loaded again. */
  readonly returning: boolean;
  readonly #options: Options;
  readonly #entrance: Entrance;
  readonly #followed: FollowedView;
  readonly #stops: (() => void)[];
  #offsetMs = 0;
  readonly #inside = (): boolean => this.place() === "inside" && !this.#gone;
  #coming = false;
  #gone = false;

  constructor(options: Options) {
    this.#options = options;
    this.#entrance = new Entrance({ ...options, inside: this.#inside, gone: () => this.#gone });
    this.returning = this.#entrance.returning;
    this.#followed = new FollowedView({
      live: options.live,
      wanted: this.#inside,
      onView: (view) => {
        this.#view[1](view);
        options.onView(view, this.myId() ?? "");
      },
    });
    this.#stops = [
      options.live.onLine((line) => this.#follow(line)),
      options.live.on("room:changed", (patch) => this.#followed.change(patch)),
      options.live.on("room:closed", (fact) => this.#shut(fact)),
      options.live.on("server:stopping", () => void this.#restarting[1](this.#inside())),
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
      const entered = await this.#entrance.ask(takeOver);
      if (!this.#gone) this.#accept(entered);
    } catch (error) {
      this.#refused(asRefusal(error), "outside");
    }
  }

  async leave(): Promise<void> {
    this.#place[1]("leaving");
    this.#entrance.forget();
    try {
      await this.#options.live.ask("room:leave", {});
    } catch {
      // Gone is gone: a server that did not hear of it, or could not note it, finds the place empty.
      this.#options.live.renew();
    }
    this.#closed[1]((before) => before ?? { why: "left", message: "You left the room." });
    this.#place[1]("out");
  }

  /** Comes in again over a new line and through a new door. */
  async rejoin(): Promise<void> {
    this.#entrance.wantFreshDoor();
    this.#options.live.renew();
    await this.#options.live.ready();
  }

  /** What was said about one's place was read. */
  lapseSeen(): void {
    this.#lapsed[1](undefined);
  }

  /** Lets go without leaving: the place is kept, as after a reload. */
  close(): void {
    this.#gone = true;
    for (const stop of this.#stops) stop();
  }

  #accept({ joined, anew }: Entered): void {
    const part = joined.view.people[joined.me]?.part;
    if (anew) this.#lapsed[1](lapseOf(this.view()?.people[this.myId() ?? ""]?.part, part));
    this.#restarting[1](false);
    this.#entrance.keep(joined.resume);
    this.#offsetMs = joined.nowMs - Date.now();
    // At once, or for a moment one would be inside without a part, and all that one sends would end.
    batch(() => {
      this.#myId[1](joined.me);
      this.#away[1](false);
      this.#place[1]("inside");
      this.#options.onJoined(joined);
      this.#followed.show(joined.seq, joined.view);
    });
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
      const entered = await this.#entrance.ask(false);
      if (this.#inside()) this.#accept(entered);
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal.uncertain || refusal.code === "too-many" || refusal.code === "unavailable") return false;
      this.#refused(refusal, "out");
    }
    return true;
  }

  #shut(fact: Facts["room:closed"]): void {
    if (this.place() === "outside") return;
    this.#entrance.forget();
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
