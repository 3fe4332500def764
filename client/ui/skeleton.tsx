import { For, type JSX, Show } from "solid-js";
import { createLate } from "../kit/create-late.ts";
import "./progress.css";

const widths = ["72%", "48%", "64%", "40%", "56%"];

/** The place of something that is on its way. Says so to readers, and to everybody when it takes long. */
export function Skeleton(props: { rows?: number }): JSX.Element {
  const late = createLate(() => true, 4_000);
  return (
    <div class="skeletons" role="status">
      <span class="sr">Loading</span>
      <For each={Array.from({ length: props.rows ?? 3 }, (_, at) => at)}>
        {(at) => (
          <div class="skeleton-row" aria-hidden="true">
            <div class="skeleton" style={{ width: widths[at % widths.length] }} />
            <div class="skeleton" style={{ width: widths[(at + 1) % widths.length] }} />
          </div>
        )}
      </For>
      <Show when={late()}>
        <p class="small soft">This takes longer than it should. Nothing is lost; we are still asking.</p>
      </Show>
    </div>
  );
}
