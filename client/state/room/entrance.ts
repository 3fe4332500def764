import type { Joined } from "../../../proto/signaling.ts";
import type { Live } from "../../api/live.ts";
import { asRefusal } from "../../kit/refusal.ts";
import type { Store } from "../../kit/store.ts";
import { Pass } from "./pass.ts";

type Options = {
  readonly live: Live;
  readonly sessionId: string;
  readonly store: Store;
  /** Which media door this page has. */
  readonly generation: () => number | undefined;
  /** One was let in before, and nothing ended that since. */
  readonly inside: () => boolean;
  /** Nobody waits for the answer any more. */
  readonly gone: () => boolean;
};

/** `anew`: the place of the last time was no longer kept. */
export type Entered = { readonly joined: Joined; readonly anew: boolean };

/** Asks for a place in a room: the one of the last time, or another, at whichever node has the room. */
export class Entrance {
  /** This tab was inside before it was loaded again. */
  readonly returning: boolean;
  readonly #options: Options;
  readonly #pass: Pass;
  #freshDoor = false;

  constructor(options: Options) {
    this.#options = options;
    this.#pass = new Pass(options.store, options.sessionId);
    this.returning = this.#pass.value !== undefined;
  }

  /** A room that another node has is entered there: the page goes, and asks once more. */
  async ask(takeOver: boolean): Promise<Entered> {
    const { live, gone } = this.#options;
    try {
      return await this.#askHere(takeOver);
    } catch (error) {
      const { way } = asRefusal(error);
      if (way === undefined || gone()) throw error;
      live.go(way);
      await live.ready();
      return await this.#askHere(takeOver);
    }
  }

  /** The door that this page has is not asked for the next time. */
  wantFreshDoor(): void {
    this.#freshDoor = true;
  }

  /** One is in; `resume` leads back to this place. */
  keep(resume: string): void {
    this.#pass.keep(resume);
    this.#freshDoor = false;
  }

  /** There is no way back to this place. */
  forget(): void {
    this.#pass.drop();
  }

  async #askHere(takeOver: boolean): Promise<Entered> {
    const { live, sessionId, inside } = this.#options;
    const generation = this.#freshDoor ? undefined : this.#options.generation();
    const wish = { sessionId, takeOver, ...(generation !== undefined && { generation }) };
    let anew = false;
    const joined = await this.#pass.enter(
      (resume) => live.ask("room:join", { ...wish, ...(resume !== undefined && { resume }) }),
      () => {
        anew = true;
        // Whoever was inside in this very tab must not be kept out by what is left of themselves.
        return live.ask("room:join", { sessionId, takeOver: takeOver || inside() });
      },
    );
    return { joined, anew };
  }
}
