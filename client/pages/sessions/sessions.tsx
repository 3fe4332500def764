import { createSignal, For, type JSX, Show } from "solid-js";
import type { Grind } from "../../../proto/http/grinds.ts";
import type { Session } from "../../../proto/http/sessions.ts";
import { createPages, type Pages } from "../../kit/create-pages.ts";
import { cityOf, ownZone } from "../../kit/zone.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { List } from "../../ui/list.tsx";
import { PagesView } from "../../ui/more.tsx";
import { CalendarAddress } from "./calendar-address.tsx";
import { LiveSession } from "./live-session.tsx";
import { Over } from "./over.tsx";
import { SessionForm } from "./session-form.tsx";
import { SessionRow } from "./session-row.tsx";
import { words } from "./words.ts";
import "./sessions.css";

/** When a grind meets: what is live, what comes, what is over. */
export function Sessions(props: { grind: Grind }): JSX.Element {
  const { call } = useApp();
  const [making, setMaking] = createSignal<"now" | "later">();
  const coming = createPages(
    () => props.grind.id,
    (id, cursor, signal) => call("GET /grinds/:id/sessions", { params: { id }, query: { cursor }, signal }),
  );
  const live = (): Session[] => coming.rows()?.filter((it) => it.state === "live") ?? [];
  return (
    <div class="stack far">
      <For each={live()}>{(session) => <LiveSession session={session} />}</For>
      <section class="stack" aria-label={words.list}>
        <div class="row between wrap">
          <p class="soft small">{words.timesAre(cityOf(ownZone()))}</p>
          <div class="row wrap">
            <CalendarAddress grind={props.grind} />
            <Button icon="plus" onClick={() => setMaking("later")}>{words.schedule}</Button>
            <Button kind={live().length > 0 ? "quiet" : "primary"} icon="video" onClick={() => setMaking("now")}>
              {words.startNow}
            </Button>
          </div>
        </div>
        <PagesView of={coming} empty={<Empty icon="calendar" title={words.emptyTitle} text={words.empty} level="h2" />}>
          {(rows) => <Coming rows={rows().filter((it) => it.state === "scheduled")} of={coming} grind={props.grind} />}
        </PagesView>
      </section>
      <Over grindId={props.grind.id} />
      <SessionForm
        grind={props.grind}
        kind={making()}
        onClose={() => setMaking(undefined)}
        onDone={() => coming.refetch()}
      />
    </div>
  );
}

type ComingProps = { rows: Session[]; of: Pages<Session>; grind: Grind };

function Coming(props: ComingProps): JSX.Element {
  const put = (session: Session): void =>
    props.of.change((rows) => rows.map((row) => row.id === session.id ? session : row));
  return (
    <Show
      when={props.rows.length > 0}
      fallback={<Empty icon="calendar" title={words.emptyTitle} text={words.empty} level="h2" />}
    >
      <List label={words.list} class="sessions">
        <For each={props.rows}>
          {(session) => (
            <SessionRow
              session={session}
              grind={props.grind}
              onChanged={put}
              onGone={() => props.of.refetch()}
            />
          )}
        </For>
      </List>
    </Show>
  );
}
