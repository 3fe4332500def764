import type { JSX } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";
import "./empty.css";

/** Nothing is here yet: why, and what to do about it. */
export function Empty(
  props: { icon: IconName; title: string; text: string; level?: "h2" | "h3"; children?: JSX.Element },
): JSX.Element {
  return (
    <div class="card empty">
      <Icon name={props.icon} />
      {props.level === "h2" ? <h2>{props.title}</h2> : <h3>{props.title}</h3>}
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}
