import { For, type JSX } from "solid-js";
import "./tabs.css";

type Tab<K extends string> = { readonly key: K; readonly label: string; readonly mark?: JSX.Element };

type Props<K extends string> = {
  label: string;
  /** The tabs are `id-key`; what they show is `id-body`. */
  id: string;
  tabs: readonly Tab<K>[];
  current: K;
  onPick: (key: K) => void;
};

/** Parts of a panel, without an address of their own. Arrows, Home and End move between them. */
export function PanelTabs<K extends string>(props: Props<K>): JSX.Element {
  let list: HTMLDivElement | undefined;
  const pick = (key: K): void => {
    props.onPick(key);
    list?.querySelector<HTMLElement>(`#${props.id}-${key}`)?.focus();
  };
  const move = (event: KeyboardEvent): void => {
    const at = props.tabs.findIndex((tab) => tab.key === props.current);
    const last = props.tabs.length - 1;
    const to =
      { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    const tab = to === undefined ? undefined : props.tabs[to];
    if (!tab) return;
    event.preventDefault();
    pick(tab.key);
  };
  return (
    <div class="tabs" role="tablist" aria-label={props.label} ref={(it) => (list = it)} onKeyDown={move}>
      <For each={props.tabs.map((tab) => tab.key)}>
        {(key) => {
          const tab = () => props.tabs.find((it) => it.key === key);
          return (
            <button
              type="button"
              role="tab"
              id={`${props.id}-${key}`}
              aria-controls={`${props.id}-body`}
              aria-selected={key === props.current}
              tabIndex={key === props.current ? 0 : -1}
              onClick={() => pick(key)}
            >
              {tab()?.label}
              {tab()?.mark}
            </button>
          );
        }}
      </For>
    </div>
  );
}
