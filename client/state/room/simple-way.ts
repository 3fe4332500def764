import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import type { Store } from "../../kit/store.ts";
import type { PcmCall, SimpleNow, SimpleState } from "../../media/pcm-call.ts";
import { canDoPcm, type PcmTrouble } from "../../media/pcm-words.ts";

export type { PcmTrouble, SimpleState };

/**
 * The simple connection: sound over a WebSocket, for interviews with the AI interviewer where the usual way does not get
 * through. It carries one's own voice and the interviewer's, and nobody else's.
 */
export interface SimpleWay {
  /** Whether it can be chosen: this browser can, and an AI interviewer leads in this room, or nobody knows that yet. */
  possible: Accessor<boolean>;
  /** It is used, or will be as soon as one's interview begins. */
  chosen: Accessor<boolean>;
  state: Accessor<SimpleState>;
  /** It is used because the usual way did not get through. */
  byItself: Accessor<boolean>;
  /** The line takes less than one says: parts of it are not heard. */
  dropping: Accessor<boolean>;
  /** Why it does not work, where the server said so. */
  why: Accessor<string | undefined>;
  /** What keeps it from opening, while it is tried again by itself. */
  trouble: Accessor<PcmTrouble | undefined>;
  choose(simple: boolean): Promise<void>;
}

type Options = {
  readonly call: Pick<PcmCall, "use" | "interviewIs" | "simple" | "now">;
  readonly view: Accessor<RoomView | undefined>;
  readonly me: Accessor<PersonView | undefined>;
  readonly store: Store;
  readonly able?: () => boolean;
};

const key = "simple-connection";

/** A choice by hand holds for this tab, also after it was loaded again. */
export function createSimpleWay({ call, view, me, store, able = canDoPcm }: Options): SimpleWay {
  const [now, setNow] = createSignal<SimpleNow>(call.now);
  const own = createMemo((): string | undefined => {
    const { interview, interviewer } = view() ?? {};
    return interviewer && interview?.ownerId === me()?.id ? interview?.id : undefined;
  });
  onCleanup(call.simple.on("changed", setNow));
  createEffect(on(own, (interviewId) => call.interviewIs(interviewId)));
  const possible = (): boolean => able() && view()?.interviewer !== null;
  // What fails is the usual way, which tells it itself.
  if (store.get(key) !== null) call.use(true).catch(() => undefined);
  return {
    possible,
    chosen: () => now().state !== "off",
    state: () => now().state,
    byItself: () => now().byItself,
    dropping: () => now().unsentMs > 0,
    why: () => now().refusal?.message,
    trouble: () => now().state === "connecting" ? now().trouble : undefined,
    async choose(simple) {
      if (simple) store.set(key, "chosen");
      else store.remove(key);
      await call.use(simple);
    },
  };
}
