import { For, type JSX, Show } from "solid-js";
import { count } from "../../kit/text.ts";
import { useApp } from "../../state/app-state.ts";
import { Badge } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { List, Row } from "../../ui/list.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { roleWords } from "../words.ts";
import { words } from "./words.ts";

/** The grinds one is in. */
export function Grinds(): JSX.Element {
  const { grinds } = useApp();
  return (
    <>
      <PageHead title={words.title} lead={words.lead}>
        <Show when={grinds.data()?.length}>
          <LinkButton kind="primary" icon="plus" href="/grinds/new">{words.newGrind}</LinkButton>
        </Show>
      </PageHead>
      <RemoteView of={grinds} what={words.title}>
        {(rows) => (
          <Show
            when={rows().length > 0}
            fallback={
              <Empty icon="users" title={words.emptyTitle} text={words.emptyText} level="h2">
                <LinkButton kind="primary" icon="plus" href="/grinds/new">{words.newGrind}</LinkButton>
              </Empty>
            }
          >
            <List>
              <For each={rows()}>
                {(grind) => (
                  <Row
                    title={grind.name}
                    href={`/grinds/${grind.id}`}
                    detail={`${count(grind.members, "member")}, ${count(grind.tasks, "task")}`}
                    before={
                      <span class="avatar m" aria-hidden="true">
                        <Icon name="users" />
                      </span>
                    }
                    after={<Badge>{roleWords[grind.role]}</Badge>}
                  />
                )}
              </For>
            </List>
          </Show>
        )}
      </RemoteView>
    </>
  );
}
