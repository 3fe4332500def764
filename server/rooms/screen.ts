import { patchOf, type RoomView } from "../../proto/live/view.ts";
import type { Crier } from "./place.ts";

type Options = {
  readonly sessionId: string;
  readonly cry: Crier;
  /** The room as it is now. */
  readonly view: () => RoomView;
};

/** What everybody in a room sees of it: the whole once, and then what changes. */
export class Screen {
  readonly #options: Options;
  #view: RoomView;
  #seq = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#view = options.view();
  }

  /** What everybody sees now, and how many changes led to it. */
  look(): { readonly seq: number; readonly view: RoomView } {
    return { seq: this.#seq, view: this.#view };
  }

  /** Tells everybody what changed. */
  show(): void {
    const { sessionId, cry, view } = this.#options;
    const after = view();
    const patch = patchOf(this.#view, after, this.#seq + 1);
    if (!patch) return;
    this.#seq = patch.seq;
    this.#view = after;
    cry(sessionId, "room:changed", patch);
  }
}
