import { useNavigate, useParams } from "@solidjs/router";
import { type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../state/app-state.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { TabPanel, Tabs } from "../../ui/tabs.tsx";
import { NotFound } from "../not-found.tsx";
import { Audit } from "./audit.tsx";
import { Overview } from "./overview.tsx";
import { People } from "./people.tsx";
import { SpendingPart } from "./spending.tsx";
import { words } from "./words.ts";

const tabNames = ["overview", "people", "spending", "audit"] as const;
const tabs = tabNames.map((key) => ({ key, label: words.tabs[key], href: `/admin/${key}` }));

/** What only the admin of this instance sees; for everybody else there is nothing at this address. */
export function Admin(): JSX.Element {
  const { session } = useApp();
  const params = useParams();
  const navigate = useNavigate();
  const tab = () => tabNames.find((name) => name === (params["tab"] ?? "overview"));
  return (
    <Show when={session.me()?.admin && tab()} fallback={<NotFound />}>
      {(current) => (
        <>
          <PageHead title={words.title} tab={`${words.tabs[current()]}, ${words.title}`} lead={words.lead} />
          <Tabs
            label={words.title}
            tabs={tabs}
            current={current()}
            panelId="admin-panel"
            onPick={(it) => navigate(it.href, { scroll: false })}
          />
          <TabPanel id="admin-panel" current={current()}>
            <Switch>
              <Match when={current() === "overview"}>
                <Overview />
              </Match>
              <Match when={current() === "people"}>
                <People />
              </Match>
              <Match when={current() === "spending"}>
                <SpendingPart />
              </Match>
              <Match when={current() === "audit"}>
                <Audit />
              </Match>
            </Switch>
          </TabPanel>
        </>
      )}
    </Show>
  );
}
