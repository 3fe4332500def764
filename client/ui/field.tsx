import { createUniqueId, type JSX, Show, splitProps } from "solid-js";
import { Icon } from "./icon.tsx";
import "./field.css";

type Label = {
  label: string;
  /** Under the input, for as long as there is no error. */
  hint?: JSX.Element;
  /** What is wrong with what is in it. */
  error?: string | undefined;
  class?: string | undefined;
  /** The label is read out but not shown, where the place says enough. */
  quietLabel?: boolean | undefined;
};

const labels = ["label", "hint", "error", "class", "quietLabel"] as const;

type TextProps = Label & Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "class" | "onInput"> & {
  onInput?: (value: string) => void;
};

/** One line of text. */
export function TextField(props: TextProps): JSX.Element {
  const [label, own, rest] = splitProps(props, labels, ["onInput"]);
  return (
    <Frame {...label}>
      {(wiring) => (
        <input
          type="text"
          {...rest}
          {...wiring()}
          class="input"
          onInput={(event) => own.onInput?.(event.currentTarget.value)}
        />
      )}
    </Frame>
  );
}

type AreaProps = Label & Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "class" | "onInput"> & {
  onInput?: (value: string) => void;
};

/** Several lines of text. */
export function TextArea(props: AreaProps): JSX.Element {
  const [label, own, rest] = splitProps(props, labels, ["onInput"]);
  return (
    <Frame {...label}>
      {(wiring) => (
        <textarea
          {...rest}
          {...wiring()}
          class="input"
          onInput={(event) => own.onInput?.(event.currentTarget.value)}
        />
      )}
    </Frame>
  );
}

type SelectProps = Label & Omit<JSX.SelectHTMLAttributes<HTMLSelectElement>, "class" | "onChange" | "value"> & {
  value: string;
  options: readonly { value: string; label: string }[];
  onChange?: (value: string) => void;
};

/** One of several, where they need not all be seen. */
export function Select(props: SelectProps): JSX.Element {
  const [label, own, rest] = splitProps(props, labels, ["value", "options", "onChange"]);
  return (
    <Frame {...label}>
      {(wiring) => (
        <select
          {...rest}
          {...wiring()}
          class="input"
          onChange={(event) => own.onChange?.(event.currentTarget.value)}
        >
          {own.options.map((option) => (
            <option value={option.value} selected={option.value === own.value}>{option.label}</option>
          ))}
        </select>
      )}
    </Frame>
  );
}

/** A line to search in; Escape empties it. */
export function SearchField(
  props: { label: string; value: string; onInput: (value: string) => void; placeholder?: string },
): JSX.Element {
  return (
    <div class="search">
      <Icon name="search" size="sm" />
      <input
        class="input"
        type="search"
        maxLength={100}
        aria-label={props.label}
        placeholder={props.placeholder ?? props.label}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  );
}

type Wiring = { id: string; "aria-invalid": "true" | undefined; "aria-describedby": string | undefined };

function Frame(props: Label & { children: (wiring: () => Wiring) => JSX.Element }): JSX.Element {
  const id = createUniqueId();
  const note = `${id}-note`;
  const wiring = (): Wiring => ({
    id,
    "aria-invalid": props.error ? "true" : undefined,
    "aria-describedby": props.error || props.hint ? note : undefined,
  });
  return (
    <div class={["field", props.class].filter(Boolean).join(" ")}>
      <label for={id} classList={{ sr: props.quietLabel ?? false }}>{props.label}</label>
      {props.children(wiring)}
      <Show
        when={props.error}
        fallback={
          <Show when={props.hint}>
            <span class="hint" id={note}>{props.hint}</span>
          </Show>
        }
      >
        <span class="error" id={note}>
          <Icon name="circle-alert" size="sm" />
          {props.error}
        </span>
      </Show>
    </div>
  );
}
