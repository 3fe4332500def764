import { createUniqueId, For, type JSX, onCleanup } from "solid-js";
import { Button } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";
import "./menu.css";

export type MenuItem = { label: string; icon?: IconName; bad?: boolean; run: () => void };

/** A button that opens a list of actions. The first word of `label` should be what is seen. */
export function Menu(props: { label: string; items: readonly MenuItem[] }): JSX.Element {
  const id = createUniqueId();
  let button: HTMLButtonElement | undefined;
  let menu: HTMLDivElement | undefined;
  const place = (): void => {
    if (!button || !menu) return;
    const at = button.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(at.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${Math.min(at.bottom + 4, innerHeight - menu.offsetHeight - 8)}px`;
  };
  const close = (): void => menu?.hidePopover?.();
  const toggled = (event: ToggleEvent): void => {
    const open = event.newState === "open";
    button?.setAttribute("aria-expanded", String(open));
    if (!open) return removeEventListener("scroll", close, true);
    place();
    menu?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    // It hangs at its button; once that moves away it would hang in the air.
    addEventListener("scroll", close, { capture: true, passive: true });
  };
  onCleanup(() => removeEventListener("scroll", close, true));
  const run = (item: MenuItem): void => {
    close();
    button?.focus();
    item.run();
  };
  return (
    <>
      <Button
        ref={(it: HTMLButtonElement) => (button = it)}
        kind="bare"
        icon="ellipsis"
        iconOnly
        popovertarget={id}
        aria-haspopup="menu"
        aria-expanded="false"
        class="above"
      >
        {props.label}
      </Button>
      <div
        ref={(it) => (menu = it)}
        id={id}
        popover="auto"
        class="menu"
        role="menu"
        aria-label={props.label}
        onToggle={toggled}
        onKeyDown={(event) => move(event, menu)}
      >
        <For each={props.items}>
          {(item) => (
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              classList={{ bad: item.bad ?? false }}
              onClick={() => run(item)}
            >
              {item.icon && <Icon name={item.icon} size="sm" />}
              {item.label}
            </button>
          )}
        </For>
      </div>
    </>
  );
}

function move(event: KeyboardEvent, menu: HTMLElement | undefined): void {
  const items = [...menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []];
  const at = items.findIndex((item) => item === document.activeElement);
  const last = items.length - 1;
  const to = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key];
  if (event.key === "Tab") menu?.hidePopover?.();
  if (to === undefined) return;
  event.preventDefault();
  items[to]?.focus();
}
