import type { JSX } from "solid-js";
import { Icon, type IconName } from "../../ui/icon.tsx";

type Props = {
  icon: IconName;
  label: string;
  /** The whole name, which starts with what is seen. */
  name?: string | undefined;
  pressed?: boolean | undefined;
  /** Only on small screens, or only on wide ones. */
  only?: "small" | "wide" | undefined;
  bad?: boolean | undefined;
  busy?: boolean | undefined;
  /** What it opens, and whether that is open. */
  controls?: string | undefined;
  expanded?: boolean | undefined;
  onPress: () => void;
};

/** One of the large buttons under the stage. */
export function Control(props: Props): JSX.Element {
  return (
    <button
      type="button"
      class={`ctl ${props.only ? `only-${props.only}` : ""}`}
      classList={{ bad: props.bad ?? false }}
      aria-label={props.name}
      aria-pressed={props.pressed}
      aria-controls={props.controls}
      aria-expanded={props.expanded}
      aria-busy={props.busy ? "true" : undefined}
      onClick={() => props.onPress()}
    >
      <Icon name={props.icon} />
      <span>{props.label}</span>
    </button>
  );
}
