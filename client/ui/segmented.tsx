import { For, type JSX } from "solid-js";
import "./segmented.css";

type Props<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
};

/** One of two to five short words, all in sight. */
export function Segmented<T extends string>(props: Props<T>): JSX.Element {
  return (
    <div class="seg" role="group" aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            aria-pressed={option.value === props.value}
            onClick={() => props.onChange(option.value)}
          >
            {option.label}
          </button>
        )}
      </For>
    </div>
  );
}
