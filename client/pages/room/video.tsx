import { createEffect, type JSX, onCleanup, untrack } from "solid-js";
import type { Source } from "../../../proto/live/words.ts";
import type { PictureSize } from "../../state/room/room.ts";
import { useRoom } from "./in-session.ts";

/** A picture without sound, which the room plays by itself. */
export function Video(
  props: { stream: MediaStream; mirrored?: boolean | undefined; whole?: boolean | undefined },
): JSX.Element {
  let video: HTMLVideoElement | undefined;
  createEffect(() => {
    if (video) video.srcObject = props.stream;
  });
  onCleanup(() => {
    if (video) video.srcObject = null;
  });
  return (
    <video
      ref={(it) => (video = it)}
      class="video"
      classList={{ mirrored: props.mirrored ?? false, whole: props.whole ?? false }}
      autoplay
      playsinline
      muted
      aria-hidden="true"
    />
  );
}

/** Tells the room how large somebody's picture is shown, until its owner is gone. */
export function createWant(id: () => string, source: Source, size: () => PictureSize): void {
  const room = useRoom();
  createEffect(() => {
    const person = id();
    room.want(person, source, size());
    onCleanup(() => untrack(() => room.want(person, source, "none")));
  });
}
