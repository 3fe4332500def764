import { type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";
import "./badge.css";

/** A state in one or two words. */
export function Badge(
  props: {
    tone?: "good" | "warn" | "bad" | "ember" | "line" | undefined;
    icon?: IconName | undefined;
    children: JSX.Element;
  },
): JSX.Element {
  return (
    <span class={`badge ${props.tone ?? ""}`}>
      <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
      {props.children}
    </span>
  );
}

/** Live now: the one dot that breathes. */
export function LiveBadge(): JSX.Element {
  return (
    <span class="badge ember">
      <span class="dot live" />Live now
    </span>
  );
}

/** Easy, Medium or Hard, as a count of bars and a word; colour says nothing here. */
export function DifficultyBars(props: { of: "Easy" | "Medium" | "Hard" }): JSX.Element {
  return (
    <span class={`diff ${props.of.toLowerCase()}`}>
      <i aria-hidden="true">
        <b />
      </i>
      {props.of}
    </span>
  );
}

/** Whether a recording is safe, told from bytes made durable. `state` colours it, the words say it. */
export function RecPill(
  props: { state: "off" | "healthy" | "amber" | "red"; onClick?: () => void; children: JSX.Element },
): JSX.Element {
  return (
    <button
      type="button"
      class={`rec ${props.state === "healthy" ? "" : props.state}`}
      onClick={() => props.onClick?.()}
    >
      <span class="dot" />
      {props.children}
    </button>
  );
}
