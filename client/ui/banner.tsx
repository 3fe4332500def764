import { type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";
import "./banner.css";

type Props = {
  tone?: "warn" | "bad" | "good" | undefined;
  icon?: IconName | undefined;
  /** Read out at once. */
  alert?: boolean | undefined;
  children: JSX.Element;
};

/** Something to know about the page it stands on. */
export function Banner(props: Props): JSX.Element {
  return (
    <div class={`banner ${props.tone ?? ""}`} role={props.alert ? "alert" : undefined}>
      <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
      {props.children}
    </div>
  );
}
