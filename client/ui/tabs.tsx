import { For, type JSX, Show } from "solid-js";
import "./tabs.css";

export type Tab = { key: string; label: string; href: string; count?: number | undefined };

/** Parts of one page, each with an address. Arrows, Home and End move between them; `panelId` names what they show. */
export function Tabs(
  props: { label: string; tabs: readonly Tab[]; current: string; panelId: string; onPick: (tab: Tab) => void },
): JSX.Element {
  let list: HTMLDivElement | undefined;
  const move = (event: KeyboardEvent): void => {
    const at = props.tabs.findIndex((tab) => tab.key === props.current);
    const last = props.tabs.length - 1;
    const to =
      { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    const tab = to === undefined ? undefined : props.tabs[to];
    if (tab) pick(event, tab);
  };
  const pick = (event: Event, tab: Tab): void => {
    event.preventDefault();
    props.onPick(tab);
    const link = list?.querySelector<HTMLElement>(`[data-tab="${tab.key}"]`);
    link?.focus();
    link?.scrollIntoView?.({ block: "nearest", inline: "center" });
  };
  return (
    <div class="tabs" role="tablist" aria-label={props.label} ref={(it) => (list = it)} onKeyDown={move}>
      <For each={props.tabs}>
        {(tab) => (
          <a
            role="tab"
            id={tabId(props.panelId, tab.key)}
            data-tab={tab.key}
            href={tab.href}
            noScroll
            aria-controls={props.panelId}
            aria-selected={tab.key === props.current}
            tabIndex={tab.key === props.current ? 0 : -1}
            onKeyDown={(event) => event.key === " " && pick(event, tab)}
          >
            {tab.label}
            <Show when={tab.count !== undefined}>
              <span class="count">{tab.count}</span>
            </Show>
          </a>
        )}
      </For>
    </div>
  );
}

/** What the tabs of `panelId` show. */
export function TabPanel(props: { id: string; current: string; children: JSX.Element }): JSX.Element {
  return (
    <div role="tabpanel" id={props.id} aria-labelledby={tabId(props.id, props.current)} class="tabbed">
      {props.children}
    </div>
  );
}

function tabId(panelId: string, key: string): string {
  return `${panelId}-${key}`;
}
