import { createContext, createSignal, onCleanup, useContext } from "solid-js";
import type { TakePlayback } from "../../state/take-playback.ts";

/** Where the recording of this page can be played from; undefined: there is nothing to play now. */
export type Jump = {
  /** Plays from a moment of the interview, in milliseconds since it began. */
  readonly playFrom: (ms: number) => void;
  /** Where it is now, by the same clock. */
  readonly atMs: () => number;
};

type Jumps = {
  readonly jump: () => Jump | undefined;
  readonly offer: (jump: Jump | undefined) => void;
  readonly startedAt: () => string | null;
};

/** Lets the words of an interview lead into its recording, which stands elsewhere on the page. */
export const JumpContext = createContext<Jumps>();

/** `startedAt`: when the interview began, from which its words count. */
export function createJumps(startedAt: () => string | null): Jumps {
  const [jump, offer] = createSignal<Jump>();
  return { jump, offer, startedAt };
}

/** The way into the recording, where the page has one. */
export function useJump(): () => Jump | undefined {
  return useContext(JumpContext)?.jump ?? (() => undefined);
}

type Playable = Pick<TakePlayback, "seek" | "toggle" | "playing" | "atMs">;

/** Offers the recording to what stands elsewhere on the page. `openedAt`: when its time line begins. */
export function offerJump(playback: Playable, openedAt: () => string): void {
  const jumps = useContext(JumpContext);
  if (!jumps) return;
  const offsetMs = (): number => {
    const startedAt = jumps.startedAt();
    return startedAt === null ? 0 : Date.parse(startedAt) - Date.parse(openedAt());
  };
  jumps.offer({
    playFrom(ms) {
      playback.seek(Math.max(0, ms + offsetMs()));
      if (!playback.playing()) void playback.toggle();
    },
    atMs: () => playback.atMs() - offsetMs(),
  });
  onCleanup(() => jumps.offer(undefined));
}
