import { For, type JSX, Show } from "solid-js";
import type { Device } from "../../../proto/http/account.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { ago } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { List, Row } from "../../ui/list.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { words } from "./words.ts";

/** The browsers that are signed in, and the way to sign them out. */
export function Devices(): JSX.Element {
  const { call, toasts } = useApp();
  const devices = createRemote(() => true, async (_, signal) => (await call("GET /me/devices", { signal })).rows);
  const others = createSubmit(async () => {
    await call("DELETE /me/devices");
    devices.set(devices.data()?.filter((device) => device.current));
    toasts.say(words.othersDone);
  });
  return (
    <RemoteView of={devices} rows={2} what={words.devices}>
      {(rows) => (
        <>
          <List label={words.devices}>
            <For each={rows()}>
              {(device) => (
                <DeviceRow
                  device={device}
                  onGone={() => devices.set(rows().filter((one) => one.id !== device.id))}
                />
              )}
            </For>
          </List>
          <Show when={rows().length > 1}>
            <div>
              <Button kind="danger" busy={others.busy()} onClick={() => void others.run()}>{words.others}</Button>
            </div>
          </Show>
          <Show when={others.refusal()}>
            {(refusal) => <RefusalBanner refusal={refusal()} kept="Nobody was signed out." />}
          </Show>
        </>
      )}
    </RemoteView>
  );
}

function DeviceRow(props: { device: Device; onGone: () => void }): JSX.Element {
  const { call, now, toasts } = useApp();
  const submit = createSubmit(async () => {
    await call("DELETE /me/devices/:id", { params: { id: props.device.id } });
    toasts.say(words.signedOutOne(props.device.label));
    props.onGone();
  });
  return (
    <Row
      title={props.device.label}
      detail={submit.refusal()?.message ?? words.seen(ago(props.device.lastSeenAt, now()))}
      before={
        <span class="avatar" aria-hidden="true">
          <Icon name="monitor" size="sm" />
        </span>
      }
      after={
        <Show when={!props.device.current} fallback={<Badge tone="good">{words.thisOne}</Badge>}>
          <Button
            size="small"
            busy={submit.busy()}
            onClick={() => void submit.run()}
            aria-label={`${words.signOutOne} ${props.device.label}`}
          >
            {words.signOutOne}
          </Button>
        </Show>
      }
    />
  );
}
