import { useLocation } from "@solidjs/router";
import { For, type JSX } from "solid-js";
import { Icon, type IconName, Mark } from "../../ui/icon.tsx";
import { Bell } from "./bell.tsx";
import { ThemeButton } from "./theme-button.tsx";
import { words } from "./words.ts";

/** What stays at the top of small screens. */
export function TopBar(): JSX.Element {
  return (
    <header class="topbar">
      <a class="brand" href="/">
        <Mark />Grindstone
      </a>
      <span class="grow" />
      <ThemeButton />
      <Bell />
    </header>
  );
}

const places: readonly { href: string; icon: IconName; label: string }[] = [
  { href: "/", icon: "house", label: words.home },
  { href: "/grinds", icon: "users", label: words.grinds },
  { href: "/tasks", icon: "list-checks", label: words.tasks },
  { href: "/interviews", icon: "history", label: words.interviewsShort },
  { href: "/account", icon: "circle-user", label: words.account },
];

/** The five places under the thumb. */
export function BottomBar(): JSX.Element {
  const location = useLocation();
  const here = (href: string): boolean =>
    href === "/" ? location.pathname === "/" : (location.pathname + "/").startsWith(`${href}/`);
  return (
    <nav class="tabbar" aria-label={words.mainSmall}>
      <For each={places}>
        {(place) => (
          <a href={place.href} aria-current={here(place.href) ? "page" : undefined}>
            <Icon name={place.icon} />
            {place.label}
          </a>
        )}
      </For>
    </nav>
  );
}
