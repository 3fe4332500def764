import { For, type JSX, Show } from "solid-js";
import "./facts.css";

export type Fact = { name: string; value: JSX.Element };

/** Names and what they are; what is empty is left out. */
export function Facts(props: { of: readonly Fact[] }): JSX.Element {
  return (
    <dl class="facts-list">
      <For each={props.of}>
        {(fact) => (
          <Show when={fact.value}>
            <dt>{fact.name}</dt>
            <dd class="num break">{fact.value}</dd>
          </Show>
        )}
      </For>
    </dl>
  );
}
