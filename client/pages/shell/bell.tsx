import { type JSX, Show } from "solid-js";
import { useApp } from "../../state/app-state.ts";
import { LinkButton } from "../../ui/button.tsx";
import { words } from "./words.ts";

/** Leads to what happened, with how much of it is new. */
export function Bell(props: { small?: boolean }): JSX.Element {
  const app = useApp();
  const unread = (): number => app.home.data()?.unread ?? 0;
  return (
    <span class="bell">
      <LinkButton kind="bare" size={props.small ? "small" : undefined} icon="bell" iconOnly href="/notifications">
        {words.notifications(unread())}
      </LinkButton>
      <Show when={unread() > 0}>
        <span class="bell-count" aria-hidden="true">{unread() > 9 ? "9+" : unread()}</span>
      </Show>
    </span>
  );
}
