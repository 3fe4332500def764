import type { MediaDoor } from "../../proto/live/media.ts";
import type { Closing } from "../../proto/live/words.ts";
import { AppError } from "../kit/errors.ts";
import type { Passes } from "./passes.ts";
import { closingWords, type Line } from "./place.ts";

/** Where somebody is: the page they use, and the door that its media goes through. */
export type Present = { readonly line: Line; readonly door: MediaDoor; readonly connected: boolean };

type Coming = { readonly resume?: string | undefined; readonly takeOver: boolean };

const otherTab = "You are in this room in another tab already. Use it there, or here instead.";
const placeGone = "The place of this page is no longer kept. Join again.";

/** The pages of a room's people, one for each. */
export class Presence {
  readonly #pages = new Map<string, Present>();
  readonly #sessionId: string;
  readonly #passes: Passes;

  constructor(sessionId: string, passes: Passes) {
    this.#sessionId = sessionId;
    this.#passes = passes;
  }

  of(personId: string): Present | undefined {
    return this.#pages.get(personId);
  }

  /** Who holds the place until now; throws AppError when this page may not have it. */
  admit(personId: string, line: Line, { resume, takeOver }: Coming): Present | undefined {
    const before = this.#pages.get(personId);
    if (resume !== undefined) {
      if (this.#passes.accepts(personId, resume)) return before;
      throw new AppError("closed", placeGone, { field: "resume" });
    }
    if (before?.connected && before.line !== line && !takeOver) {
      throw new AppError("conflict", otherTab, { field: "takeOver" });
    }
    return before;
  }

  /** This page is theirs from now on; another one is let go. Gives the pass with which it comes back. */
  take(personId: string, line: Line, door: MediaDoor): string {
    const before = this.#pages.get(personId);
    if (before && before.line !== line) this.#letGo(before, "replaced");
    this.#pages.set(personId, { line, door, connected: true });
    return this.#passes.issue(personId);
  }

  /** Whether `line` is the page that somebody uses. */
  holds(personId: string, line: Line): boolean {
    return this.#pages.get(personId)?.line === line;
  }

  dropped(personId: string): void {
    const page = this.#pages.get(personId);
    if (page) this.#pages.set(personId, { ...page, connected: false });
  }

  through(personId: string, door: MediaDoor): void {
    const page = this.#pages.get(personId);
    if (page) this.#pages.set(personId, { ...page, door });
  }

  release(personId: string, why: Closing): void {
    const page = this.#pages.get(personId);
    if (page) this.#letGo(page, why);
    this.#pages.delete(personId);
    this.#passes.forget(personId);
  }

  releaseAll(why: Closing): void {
    for (const personId of [...this.#pages.keys()]) this.release(personId, why);
  }

  #letGo({ line }: Present, why: Closing): void {
    line.release(this.#sessionId, why, closingWords[why]);
  }
}
