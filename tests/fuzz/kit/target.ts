import type { Chance } from "../../kit/chance.ts";

/** Does one hostile thing to a reader; throws when the reader breaks its promise. */
export type Attack = (chance: Chance) => void | Promise<void>;

/** A reader of bytes that somebody else wrote. */
export type Target = {
  readonly about: string;
  readonly open: () => Attack | Promise<Attack>;
  /**
   * The same against the thread that the reader runs in, for what the reader alone cannot end: it must be stopped there.
   * Without this nothing may have to be stopped.
   */
  readonly contained?: Attack;
};

/** What a reader must never do. */
export function broken(what: string): never {
  throw new Error(what);
}
