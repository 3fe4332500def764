import { patched, type RoomPatch, type RoomView } from "../../../proto/live/view.ts";
import type { Live } from "../../api/live.ts";
import { asRefusal } from "../../kit/refusal.ts";

type Options = {
  readonly live: Pick<Live, "ask" | "renew">;
  /** False when one is not in the room (any more). */
  readonly wanted: () => boolean;
  readonly onView: (view: RoomView) => void;
};

/** The room's view, as it changes patch by patch; after a gap the whole of it is asked for. */
export class FollowedView {
  readonly #options: Options;
  #view: RoomView | undefined;
  #seq = 0;
  #looking = false;

  constructor(options: Options) {
    this.#options = options;
  }

  show(seq: number, view: RoomView): void {
    this.#seq = seq;
    this.#view = view;
    this.#options.onView(view);
  }

  change(patch: RoomPatch): void {
    if (!this.#view || !this.#options.wanted() || patch.seq <= this.#seq) return;
    if (patch.seq === this.#seq + 1) this.show(patch.seq, patched(this.#view, patch));
    else void this.#look();
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const { seq, view } = await this.#options.live.ask("room:look", {});
      if (this.#options.wanted() && seq >= this.#seq) this.show(seq, view);
    } catch (error) {
      // A broken line brings the whole view when it is back. A whole one that refuses it is not whole.
      if (!asRefusal(error).uncertain) this.#options.live.renew();
    }
    this.#looking = false;
  }
}
