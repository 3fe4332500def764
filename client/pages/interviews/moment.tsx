import { type JSX, Show } from "solid-js";
import { length } from "../../kit/time.ts";
import { useJump } from "./jump.ts";
import { transcriptWords as words } from "./transcript-words.ts";

/** A time of the interview; where its recording can be played, the way to it. */
export function Moment(props: { ms: number }): JSX.Element {
  const jump = useJump();
  return (
    <Show when={jump()} fallback={<span class="moment num small soft">{length(props.ms)}</span>}>
      {(it) => (
        <button
          type="button"
          class="moment num small"
          aria-label={words.jump(length(props.ms))}
          onClick={() => it().playFrom(props.ms)}
        >
          {length(props.ms)}
        </button>
      )}
    </Show>
  );
}
