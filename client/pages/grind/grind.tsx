import { useNavigate, useParams } from "@solidjs/router";
import { createEffect, type JSX, Match, Show, Switch } from "solid-js";
import type { Grind } from "../../../proto/http/grinds.ts";
import { createRemote, type Remote } from "../../kit/create-remote.ts";
import { useApp } from "../../state/app-state.ts";
import { LinkButton } from "../../ui/button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { TabPanel, Tabs } from "../../ui/tabs.tsx";
import { NotFound } from "../not-found.tsx";
import { Sessions } from "../sessions/sessions.tsx";
import { Feed } from "./feed.tsx";
import { Members } from "./members.tsx";
import { Settings } from "./settings.tsx";
import { GrindTasks } from "./grind-tasks.tsx";
import { words } from "./words.ts";

const tabNames = ["feed", "sessions", "tasks", "members", "settings"] as const;
type TabName = (typeof tabNames)[number];

/** One grind, in tabs that each have an address. */
export function GrindPage(): JSX.Element {
  const params = useParams();
  const { call } = useApp();
  const grind = createRemote(() => params["id"], (id, signal) => call("GET /grinds/:id", { params: { id }, signal }));
  const tab = (): TabName | undefined => tabNames.find((name) => name === (params["tab"] ?? "feed"));
  return (
    <Show when={tab()} fallback={<NotFound />}>
      {(current) => (
        <RemoteView page of={grind} what={words.what}>
          {(data) => <Loaded grind={data()} remote={grind} tab={current()} />}
        </RemoteView>
      )}
    </Show>
  );
}

function Loaded(props: { grind: Grind; remote: Remote<Grind>; tab: TabName }): JSX.Element {
  const { grinds } = useApp();
  const navigate = useNavigate();
  const mayInvite = (): boolean => props.grind.role !== "member";
  const counts = (): Partial<Record<TabName, number>> => ({ members: props.grind.members });
  const tabs = () =>
    tabNames.map((key) => ({
      key,
      label: words.tabs[key],
      href: `/grinds/${props.grind.id}/${key}`,
      count: counts()[key],
    }));
  // The side list shows the same grind; it must not know it by an older name.
  createEffect(() => {
    const grind = props.grind;
    const before = grinds.data();
    const known = before?.find((one) => one.id === grind.id);
    if (known && known.version < grind.version) grinds.set(before?.map((one) => one.id === grind.id ? grind : one));
  });
  return (
    <>
      <PageHead
        title={props.grind.name}
        tab={`${words.tabs[props.tab]}, ${props.grind.name}`}
        lead={words.lead(props.grind.members)}
      >
        <Show when={mayInvite() && props.tab !== "members"}>
          <LinkButton icon="user-plus" href={`/grinds/${props.grind.id}/members`}>{words.invite}</LinkButton>
        </Show>
      </PageHead>
      <Tabs
        label={props.grind.name}
        tabs={tabs()}
        current={props.tab}
        panelId="grind-panel"
        onPick={(tab) => navigate(tab.href, { scroll: false })}
      />
      <TabPanel id="grind-panel" current={props.tab}>
        <Switch>
          <Match when={props.tab === "feed"}>
            <Feed grind={props.grind} />
          </Match>
          <Match when={props.tab === "sessions"}>
            <Sessions grind={props.grind} />
          </Match>
          <Match when={props.tab === "tasks"}>
            <GrindTasks grind={props.grind} />
          </Match>
          <Match when={props.tab === "members"}>
            <Members grind={props.grind} onChanged={() => props.remote.refetch()} />
          </Match>
          <Match when={props.tab === "settings"}>
            <Settings grind={props.grind} remote={props.remote} />
          </Match>
        </Switch>
      </TabPanel>
    </>
  );
}
