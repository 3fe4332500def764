import { createEffect, For, type JSX, on, Show } from "solid-js";
import type { Notification } from "../../../proto/http/home.ts";
import { createPages } from "../../kit/create-pages.ts";
import { ago } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Badge } from "../../ui/badge.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { List, Row } from "../../ui/list.tsx";
import { PagesView } from "../../ui/more.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { words } from "./words.ts";

/** What happened that a person should know. Seeing it is reading it; what was new stays marked until one leaves. */
export function Notifications(): JSX.Element {
  const { call, home } = useApp();
  const pages = createPages(
    () => true,
    (_, cursor, signal) => call("GET /notifications", { query: { cursor }, signal }),
  );
  const unread = (): boolean => pages.rows()?.some((row) => row.readAt === null) ?? false;
  createEffect(on(unread, async (some) => {
    if (!some) return;
    try {
      await call("POST /notifications/read");
      const data = home.data();
      if (data) home.set({ ...data, unread: 0 });
    } catch {
      // They stay unread on the server and are marked the next time; nobody needs to be told.
    }
  }));
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <PagesView of={pages} empty={<Empty icon="bell" title={words.emptyTitle} text={words.emptyText} level="h2" />}>
        {(rows) => (
          <List label={words.list}>
            <For each={rows()}>{(row) => <NotificationRow of={row} />}</For>
          </List>
        )}
      </PagesView>
    </>
  );
}

const icons: Record<Notification["kind"], IconName> = {
  invited: "mail",
  joined: "user-plus",
  "role-changed": "shield",
  removed: "log-out",
  "session-scheduled": "calendar-plus",
  "session-reminder": "bell",
  "session-cancelled": "calendar",
};

function NotificationRow(props: { of: Notification }): JSX.Element {
  const { grinds, now } = useApp();
  const href = (): string | undefined => {
    if (props.of.data.sessionId) return `/sessions/${props.of.data.sessionId}`;
    const grind = grinds.data()?.find((one) => one.id === props.of.data.grindId);
    return grind && `/grinds/${grind.id}`;
  };
  return (
    <Row
      title={words.sentences[props.of.kind](props.of.data)}
      href={href()}
      detail={ago(props.of.createdAt, now())}
      before={
        <span class="avatar" aria-hidden="true">
          <Icon name={icons[props.of.kind]} size="sm" />
        </span>
      }
      after={
        <Show when={props.of.readAt === null}>
          <Badge>{words.new}</Badge>
        </Show>
      }
    />
  );
}
