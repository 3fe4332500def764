import { createUniqueId, For, type JSX, Show } from "solid-js";
import "./choice.css";

type Tick = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean | undefined;
  children: JSX.Element;
};

/** Yes or no, as part of a form. */
export function Checkbox(props: Tick): JSX.Element {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.children}</span>
    </label>
  );
}

/** On or off, at once. `hint` says what follows. */
export function Switch(props: Tick & { hint?: string }): JSX.Element {
  const hint = createUniqueId();
  return (
    <label class="option">
      <span>
        {props.children}
        <Show when={props.hint}>
          <span class="small" id={hint}>{props.hint}</span>
        </Show>
      </span>
      <input
        class="switch"
        type="checkbox"
        role="switch"
        checked={props.checked}
        disabled={props.disabled}
        aria-describedby={props.hint ? hint : undefined}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </label>
  );
}

type RadiosProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string; hint?: string }[];
  onChange: (value: T) => void;
};

/** One of a few, each with room for what it means. */
export function Radios<T extends string>(props: RadiosProps<T>): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class="stack">
      <legend class="label">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label class="check">
            <input
              type="radio"
              name={name}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            <span>
              {option.label}
              <Show when={option.hint}>
                <span class="small soft block">{option.hint}</span>
              </Show>
            </span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
