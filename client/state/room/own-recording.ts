import { type Accessor, createEffect, createMemo, on, onCleanup, untrack } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import { createLate } from "../../kit/create-late.ts";
import type { Fallback } from "../fallback.ts";

/**
 * How long the room may look for a way before this computer records. Lower uses up what an interview takes of such
 * recordings at short breaks, higher loses more of a long one.
 */
const afterMs = 10_000;
/** Where sound may still go over the simple connection, which is tried by then: so long until that carries it. */
const afterOtherMs = 16_000;

type Options = {
  readonly fallback: Pick<Fallback, "begin" | "mute" | "stop" | "discard" | "interviewId">;
  readonly view: Accessor<RoomView | undefined>;
  readonly me: Accessor<PersonView | undefined>;
  /** No sound gets through; it is being mended. */
  readonly mending: Accessor<boolean>;
  /** Another way for sound is there to be tried first. */
  readonly otherWay: Accessor<boolean>;
  readonly microphone: Accessor<MediaStreamTrack | undefined>;
  /** Whether one wants to be heard, and no moderator muted one. */
  readonly heard: Accessor<boolean>;
};

/** Lets this computer record its person's own interview while nothing of their voice gets to the server. */
export function createOwnRecording({ fallback, view, me, mending, otherWay, microphone, heard }: Options): void {
  const [soon, later] = [createLate(mending, afterMs), createLate(mending, afterOtherMs)];
  const late = (): boolean => otherWay() ? later() : soon();
  const agreed = createMemo(() => me()?.consents.includes("record") ?? false);
  const own = createMemo((): string | undefined => {
    const interview = view()?.interview;
    return interview && interview.ownerId === me()?.id && me()?.part === "seat" ? interview.id : undefined;
  });
  const due = createMemo(() => late() && agreed() ? own() : undefined);

  createEffect(on([due, microphone, heard], ([interviewId, track, isHeard], before) => {
    if (interviewId === undefined || !track) return fallback.stop();
    const goesOn = before?.[0] === interviewId && before[1] === track && untrack(fallback.interviewId) === interviewId;
    if (!goesOn && isHeard) fallback.begin(interviewId, track);
    fallback.mute(!isHeard);
  }));
  createEffect(on([agreed, own], ([now, interviewId], before) => {
    if (before?.[0] && !now && interviewId !== undefined && before[1] === interviewId) fallback.discard(interviewId);
  }));
  onCleanup(() => fallback.stop());
}
