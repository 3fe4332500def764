import { For, type JSX } from "solid-js";
import "./keys.css";

/** Which keys do what. */
export function Keys(props: { of: readonly { keys: readonly string[]; does: string }[] }): JSX.Element {
  return (
    <div class="keys">
      <For each={props.of}>
        {(one) => (
          <span>
            <For each={one.keys}>{(key) => <kbd>{key}</kbd>}</For>
            {one.does}
          </span>
        )}
      </For>
    </div>
  );
}
