import { type Accessor, createSignal, onCleanup } from "solid-js";

/** Follows a media query such as "(max-width: 640px)" until its owner is disposed. */
export function createMedia(query: string): Accessor<boolean> {
  const list = matchMedia(query);
  const [matches, setMatches] = createSignal(list.matches);
  const follow = (): void => void setMatches(list.matches);
  list.addEventListener("change", follow);
  onCleanup(() => list.removeEventListener("change", follow));
  return matches;
}
