import { useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { OwnKeeping } from "../keeping/keeping.tsx";
import { words as keeping } from "../keeping/words.ts";
import { DeleteAccount } from "./delete-account.tsx";
import { Devices } from "./devices.tsx";
import { Password } from "./password.tsx";
import { Profile } from "./profile.tsx";
import { words } from "./words.ts";
import "./account.css";

/** Everything about oneself in one place. */
export function Account(): JSX.Element {
  const { session } = useApp();
  const navigate = useNavigate();
  const leave = createSubmit(async () => {
    await session.signOut();
    navigate("/sign-in");
  });
  return (
    <Show when={session.me()}>
      {(me) => (
        <>
          <PageHead title={words.title} lead={words.lead}>
            <Button icon="log-out" busy={leave.busy()} onClick={() => void leave.run()}>{words.signOut}</Button>
          </PageHead>
          <div class="settings">
            <Show when={leave.refusal()}>
              {(refusal) => <RefusalBanner refusal={refusal()} kept="You are still signed in." />}
            </Show>
            <Group title={words.you}>
              <Profile me={me()} />
            </Group>
            <Group title={words.theme} lead={words.themeLead}>
              <ThemeChoice />
            </Group>
            <Group title={words.password} lead={words.passwordLead}>
              <Password me={me()} />
            </Group>
            <Group title={words.devices} lead={words.devicesLead}>
              <Devices />
            </Group>
            <Group title={keeping.title} lead={keeping.own.lead}>
              <OwnKeeping />
            </Group>
            <Show when={me().admin}>
              <Group title={words.admin} lead={words.adminLead}>
                <div>
                  <LinkButton icon="shield" href="/admin">{words.toAdmin}</LinkButton>
                </div>
              </Group>
            </Show>
            <Group title={words.remove} lead={words.removeLead}>
              <DeleteAccount me={me()} />
            </Group>
          </div>
        </>
      )}
    </Show>
  );
}

function Group(props: { title: string; lead?: string; children: JSX.Element }): JSX.Element {
  return (
    <section class="group" aria-label={props.title}>
      <div>
        <h2>{props.title}</h2>
        <Show when={props.lead}>
          <p class="small soft">{props.lead}</p>
        </Show>
      </div>
      <div class="stack loose">{props.children}</div>
    </section>
  );
}

function ThemeChoice(): JSX.Element {
  const { theme } = useApp();
  const options = (["light", "dark", "system"] as const).map((value) => ({ value, label: words.themes[value] }));
  return (
    <div>
      <Segmented
        label={words.theme}
        value={theme.choice()}
        options={options}
        onChange={(choice) => theme.choose(choice)}
      />
    </div>
  );
}
