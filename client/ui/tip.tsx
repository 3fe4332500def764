import type { JSX } from "solid-js";
import "./tip.css";

/** A word that explains itself when pointed at or tabbed to; readers hear the explanation too. */
export function Tip(
  props: { tip: string; side?: "below" | "end" | undefined; show?: boolean | undefined; children: JSX.Element },
): JSX.Element {
  return (
    <span class={`tip ${props.side ?? ""}`} classList={{ show: props.show ?? false }} tabIndex={0} data-tip={props.tip}>
      {props.children}
      <span class="sr">{props.tip}</span>
    </span>
  );
}
