import type { JSX } from "solid-js";
import { Button } from "../../ui/button.tsx";
import { words } from "./words.ts";

export type Moves = {
  move: (from: number, to: number) => void;
  remove: (at: number) => void;
  canRemove: boolean;
  count: number;
};

/** One entry of a list that can be ordered: by its buttons, or by Alt and an arrow from anywhere inside it. */
export function Entry(props: { name: string; at: number; moves: Moves; children: JSX.Element }): JSX.Element {
  let entry: HTMLLIElement | undefined;
  const move = (by: number): void => {
    const focused = document.activeElement;
    props.moves.move(props.at, props.at + by);
    // The entry was taken out and put in elsewhere, which loses the focus.
    queueMicrotask(() => {
      if (focused instanceof HTMLElement && entry?.contains(focused)) focused.focus();
      entry?.scrollIntoView?.({ block: "nearest" });
    });
  };
  const keys = (event: KeyboardEvent): void => {
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (by === undefined) return;
    event.preventDefault();
    move(by);
  };
  return (
    <li class="card entry" ref={(it) => (entry = it)} onKeyDown={keys} aria-label={props.name}>
      <div class="row">
        <h3 class="grow">{props.name}</h3>
        <Button kind="bare" size="small" icon="arrow-up" iconOnly disabled={props.at === 0} onClick={() => move(-1)}>
          {words.up(props.name)}
        </Button>
        <Button
          kind="bare"
          size="small"
          icon="arrow-down"
          iconOnly
          disabled={props.at === props.moves.count - 1}
          onClick={() => move(1)}
        >
          {words.down(props.name)}
        </Button>
        <Button
          kind="bare"
          size="small"
          icon="trash-2"
          iconOnly
          disabled={!props.moves.canRemove}
          onClick={() => props.moves.remove(props.at)}
        >
          {words.remove(props.name)}
        </Button>
      </div>
      {props.children}
    </li>
  );
}
