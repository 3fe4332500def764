import { onCleanup } from "solid-js";
import type { Source } from "../../../proto/live/words.ts";
import type { CallLike } from "../../media/call.ts";
import type { PictureSize } from "./shapes.ts";

/** How large the pictures of others are wanted. */
export interface Wishes {
  want(personId: string, source: Source, size: PictureSize): void;
  /** A picture came, which knows nothing of what was wanted before, or went. */
  came(personId: string, source: Source, there: boolean): void;
}

/** Until a wish that was refused is said again. Lower asks a busy server more, higher leaves a tile black for longer. */
const againMs = 3_000;
const layers: Readonly<Record<PictureSize, number | null>> = { none: null, small: 0, medium: 1, full: 2 };

/** Wishes that are said until they get through, for as long as their picture is there. */
export function createWishes(call: Pick<CallLike, "want">): Wishes {
  const sizes = new Map<string, PictureSize>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const there = new Set<string>();
  const say = async (personId: string, source: Source): Promise<void> => {
    const key = `${personId} ${source}`;
    const size = sizes.get(key);
    clearTimeout(timers.get(key));
    if (!size || !there.has(key)) return;
    try {
      await call.want(personId, source, layers[size]);
    } catch {
      // A tile would stay black. What was wished meanwhile says itself.
      if (sizes.get(key) === size && there.has(key)) again(personId, source);
    }
  };
  const again = (personId: string, source: Source): void => {
    const key = `${personId} ${source}`;
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => void say(personId, source), againMs));
  };
  onCleanup(() => {
    there.clear();
    for (const timer of timers.values()) clearTimeout(timer);
  });
  return {
    want(personId, source, size) {
      if (sizes.get(`${personId} ${source}`) === size) return;
      sizes.set(`${personId} ${source}`, size);
      void say(personId, source);
    },
    came(personId, source, isThere) {
      if (isThere) there.add(`${personId} ${source}`);
      else there.delete(`${personId} ${source}`);
      void say(personId, source);
    },
  };
}
