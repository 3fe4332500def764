import { createSignal, For, type JSX, Show } from "solid-js";
import type { Session } from "../../../proto/http/sessions.ts";
import { createPages } from "../../kit/create-pages.ts";
import { length, when } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { List, Row } from "../../ui/list.tsx";
import { PagesView } from "../../ui/more.tsx";
import { titleOf } from "./session-facts.ts";
import { words } from "./words.ts";

/** What is over; read only when somebody asks for it. */
export function Over(props: { grindId: string }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  return (
    <section class="stack" aria-label={words.over}>
      <div>
        <Button kind="bare" icon="history" aria-expanded={open()} onClick={() => setOpen(!open())}>
          {open() ? words.hideOver : words.showOver}
        </Button>
      </div>
      <Show when={open()}>
        <Rows grindId={props.grindId} />
      </Show>
    </section>
  );
}

function Rows(props: { grindId: string }): JSX.Element {
  const { call, now } = useApp();
  const over = createPages(
    () => props.grindId,
    (id, cursor, signal) =>
      call("GET /grinds/:id/sessions", { params: { id }, query: { which: "over", cursor }, signal }),
  );
  return (
    <PagesView of={over} empty={<p class="soft small">{words.overEmpty}</p>}>
      {(rows) => (
        <List label={words.over}>
          <For each={rows()}>
            {(session) => (
              <Row title={titleOf(session)} detail={`${when(session.startsAt, now())}${lastedOf(session)}`} />
            )}
          </For>
        </List>
      )}
    </PagesView>
  );
}

function lastedOf({ startedAt, endedAt }: Session): string {
  if (startedAt === null || endedAt === null) return "";
  return `, ${words.lasted(length(new Date(endedAt).getTime() - new Date(startedAt).getTime()))}`;
}
