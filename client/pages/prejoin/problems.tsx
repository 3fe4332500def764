import { For, type JSX, Match, Switch } from "solid-js";
import { useApp } from "../../state/app-state.ts";
import type { DeviceProblem, Devices } from "../../state/room/devices.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { permissionPlace, troubleWords } from "../room/device-words.ts";
import { words } from "./words.ts";

type Use = "mic" | "camera";

/** What keeps somebody from being heard or seen, and what to do about it. */
export function Problems(props: { devices: Devices; unsupported: string | undefined }): JSX.Element {
  const app = useApp();
  const problems = (): DeviceProblem[] =>
    [props.devices.problem("mic"), props.devices.problem("camera")].filter((it) => it !== undefined);
  return (
    <Switch
      fallback={
        <For each={problems()}>
          {(problem) => <Problem problem={problem} onRetry={() => void props.devices.open(problem.use as Use)} />}
        </For>
      }
    >
      <Match when={props.unsupported}>
        {(sentence) => (
          <Banner tone="bad" icon="triangle-alert" alert>
            <p>
              <b>{sentence()}</b> {words.unsupportedNext}
            </p>
          </Banner>
        )}
      </Match>
      <Match when={!app.online()}>
        <Banner tone="warn" icon="wifi-off" alert>
          <p>
            <b>{words.offline}</b> {words.offlineNext}
          </p>
        </Banner>
      </Match>
    </Switch>
  );
}

function Problem(props: { problem: DeviceProblem; onRetry: () => void }): JSX.Element {
  const text = () => troubleWords(props.problem.use, props.problem.trouble, permissionPlace(navigator.userAgent));
  return (
    <Banner tone="warn" icon={props.problem.use === "camera" ? "video-off" : "mic-off"} alert>
      <p>
        <b>{text().what}</b> {words.nothing} {text().next}
      </p>
      <Button size="small" onClick={() => props.onRetry()}>{words.retry}</Button>
    </Banner>
  );
}
