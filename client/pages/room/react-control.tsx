import { createUniqueId, For, type JSX } from "solid-js";
import type { Reaction } from "../../../proto/live/words.ts";
import { Icon } from "../../ui/icon.tsx";
import { useRoom } from "./in-session.ts";
import { reactionItems } from "./reactions.tsx";
import { useRoomUi } from "./room-ui.ts";
import { words } from "./words.ts";
import "../../ui/menu.css";

/** A small choice of things that need no word. */
export function ReactControl(props: { only?: "wide" }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const id = createUniqueId();
  let button: HTMLButtonElement | undefined;
  let menu: HTMLDivElement | undefined;
  const send = (reaction: Reaction): void => {
    menu?.hidePopover?.();
    button?.focus();
    ui.attempt(() => room.act.react(reaction));
  };
  const toggled = (event: ToggleEvent): void => {
    const open = event.newState === "open";
    button?.setAttribute("aria-expanded", String(open));
    if (!open || !button || !menu) return;
    const at = button.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${Math.max(8, at.top - menu.offsetHeight - 8)}px`;
    menu.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  };
  return (
    <>
      <button
        type="button"
        ref={(it) => (button = it)}
        class={`ctl ${props.only ? `only-${props.only}` : ""}`}
        popovertarget={id}
        aria-haspopup="menu"
        aria-expanded="false"
      >
        <Icon name="smile" />
        <span>{words.controls.react}</span>
      </button>
      <div
        id={id}
        popover="auto"
        class="menu react-menu"
        role="menu"
        aria-label={words.controls.react}
        ref={(it) => (menu = it)}
        onToggle={toggled}
        onKeyDown={(event) => move(event, menu)}
      >
        <For each={reactionItems}>
          {(one) => (
            <button type="button" role="menuitem" tabIndex={-1} onClick={() => send(one.value)}>
              <span aria-hidden="true">{one.sign}</span>
              {one.label}
            </button>
          )}
        </For>
      </div>
    </>
  );
}

function move(event: KeyboardEvent, menu: HTMLElement | undefined): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const items = [...menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []];
  const at = items.findIndex((it) => it === document.activeElement);
  items[(at + step + items.length) % items.length]?.focus();
}
