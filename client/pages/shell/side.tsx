import { useLocation } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { useApp } from "../../state/app-state.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon, type IconName, Mark } from "../../ui/icon.tsx";
import { Bell } from "./bell.tsx";
import { ThemeButton } from "./theme-button.tsx";
import { words } from "./words.ts";

/** The list at the left of wide screens. */
export function Side(): JSX.Element {
  const app = useApp();
  return (
    <nav class="side" aria-label={words.main}>
      <div class="side-top">
        <a class="brand" href="/">
          <Mark />Grindstone
        </a>
        <Bell small />
      </div>
      <div>
        <SideLink href="/" icon="house" label={words.home} />
        <SideLink href="/interviews" icon="history" label={words.interviews} below />
        <SideLink href="/tasks" icon="list-checks" label={words.tasks} below />
        <Show when={app.session.me()?.admin}>
          <SideLink href="/admin" icon="shield" label={words.admin} below />
        </Show>
      </div>
      <div>
        <h2>{words.grinds}</h2>
        <For each={app.grinds.data()}>
          {(grind) => <SideLink href={`/grinds/${grind.id}`} icon="users" label={grind.name} below />}
        </For>
        <SideLink href="/grinds/new" icon="plus" label={words.newGrind} />
      </div>
      <Show when={app.session.me()}>
        {(me) => (
          <div class="side-foot">
            <a class="grow" href="/account">
              <Avatar name={me().name} id={me().id} />
              <span class="small strong cut">{me().name}</span>
            </a>
            <ThemeButton small />
          </div>
        )}
      </Show>
    </nav>
  );
}

/** `below`: addresses under this one belong to it too. */
function SideLink(props: { href: string; icon: IconName; label: string; below?: boolean }): JSX.Element {
  const location = useLocation();
  const here = (): boolean =>
    location.pathname === props.href || (props.below === true && location.pathname.startsWith(`${props.href}/`));
  return (
    <a class="side-link" href={props.href} aria-current={here() ? "page" : undefined}>
      <Icon name={props.icon} />
      <span class="cut">{props.label}</span>
    </a>
  );
}
