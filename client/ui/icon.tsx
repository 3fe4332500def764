import { type JSX, splitProps } from "solid-js";
import { type IconName, iconPaths } from "./icon-paths.ts";

export type { IconName };

type Props = { name: IconName; size?: "sm" | "lg" | undefined; class?: string };

/** A mark beside a word. It says nothing to screen readers, so the word must. */
export function Icon(props: Props): JSX.Element {
  const [own] = splitProps(props, ["name", "size", "class"]);
  return (
    <svg
      class={["i", own.size, own.class].filter(Boolean).join(" ")}
      viewBox="0 0 24 24"
      aria-hidden="true"
      // Constant text of icon-paths.ts, never anything that came over the network.
      innerHTML={iconPaths[own.name]}
    />
  );
}

/** The grindstone: a wheel, its axle, and the blade on it. */
export function Mark(): JSX.Element {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <circle cx="11" cy="13.5" r="8" />
      <circle cx="11" cy="13.5" r="1.6" fill="currentColor" stroke="none" />
      <path d="M11 5.5h11" />
    </svg>
  );
}
