import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { Room } from "./shapes.ts";

/** A wish for a hint, said in one's own name, and not again before it could be answered. */
export interface HintWish {
  /** One asked a moment ago, and the interviewer has not begun to speak since. */
  asked: Accessor<boolean>;
  /** Types `sentence` as one's own line; nothing happens while one was `asked`. Throws Refusal when it was not sent. */
  ask(sentence: string): Promise<void>;
}

/** How long a wish is waited for. Lower allows the next one sooner, higher keeps who got no answer from asking again. */
const calmMs = 8_000;

/** Belongs to its owner. */
export function createHintWish({ view, act }: Pick<Room, "view" | "act">): HintWish {
  const [asked, setAsked] = createSignal(false);
  const speaks = createMemo(() => view()?.interviewer?.state === "speaking");
  createEffect(on(speaks, (now) => now && setAsked(false), { defer: true }));
  createEffect(() => {
    if (!asked()) return;
    const timer = setTimeout(() => setAsked(false), calmMs);
    onCleanup(() => clearTimeout(timer));
  });
  return {
    asked,
    async ask(sentence) {
      if (asked()) return;
      setAsked(true);
      try {
        await act.typeLine(sentence);
      } catch (error) {
        setAsked(false);
        throw error;
      }
    },
  };
}
