import { createEffect, type JSX, Match, on, Show, Switch, untrack } from "solid-js";
import type { RoomView } from "../../../proto/live/view.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { PanelTabs } from "../../ui/panel-tabs.tsx";
import { useRoom } from "./in-session.ts";
import { ChatPanel } from "./panel-chat.tsx";
import { PeoplePanel } from "./panel-people.tsx";
import { TaskPanel } from "./panel-task.tsx";
import { type PanelTab, useRoomUi } from "./room-ui.ts";
import { words as all } from "./words.ts";
import "../../ui/tabs.css";

const words = all.panel;
const names = ["task", "chat", "people"] as const;

/** Beside the stage: the task, the chat, the people. On small screens it is a sheet that can be closed. */
export function Panel(props: { view: RoomView }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  // As a sheet it takes the focus when it opens, and gives it back.
  createEffect(on(ui.panelOpen, (open) => {
    const to = open ? `#room-panel-${untrack(ui.tab)}` : '[aria-controls="room-panel"]';
    queueMicrotask(() => document.querySelector<HTMLElement>(to)?.focus());
  }, { defer: true }));
  const mark = (tab: PanelTab): JSX.Element => (
    <Switch>
      <Match when={tab === "chat" && room.unread() > 0}>
        <Badge>{all.chat.new(room.unread())}</Badge>
      </Match>
      <Match when={tab === "people"}>
        <span class="count">{Object.keys(props.view.people).length}</span>
      </Match>
    </Switch>
  );
  // Alone there is nobody to write to.
  const shown = () => props.view.grind ? names : names.slice(0, 1);
  return (
    <aside
      class="panel"
      id="room-panel"
      classList={{ open: ui.panelOpen() }}
      aria-label={words.label}
      onKeyDown={(event) => event.key === "Escape" && ui.setPanelOpen(false)}
    >
      <PanelTabs
        label={words.label}
        id="room-panel"
        tabs={shown().map((key) => ({ key, label: words.tabs[key], mark: mark(key) }))}
        current={ui.tab()}
        onPick={ui.show}
      />
      <span class="only-small panel-close">
        <Button kind="bare" icon="chevron-down" iconOnly onClick={() => ui.setPanelOpen(false)}>{words.close}</Button>
      </span>
      <Show when={ui.tab()} keyed>
        {(tab) => (
          <div
            class="panel-body"
            classList={{ chat: tab === "chat" }}
            role="tabpanel"
            id="room-panel-body"
            aria-labelledby={`room-panel-${tab}`}
            tabIndex={0}
          >
            <Switch>
              <Match when={tab === "task"}>
                <TaskPanel view={props.view} />
              </Match>
              <Match when={tab === "chat"}>
                <ChatPanel view={props.view} />
              </Match>
              <Match when={tab === "people"}>
                <PeoplePanel view={props.view} />
              </Match>
            </Switch>
          </div>
        )}
      </Show>
    </aside>
  );
}
