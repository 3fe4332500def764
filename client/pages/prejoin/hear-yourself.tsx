import { type JSX, Match, Show, Switch } from "solid-js";
import type { Devices } from "../../state/room/devices.ts";
import type { Echo } from "../../state/room/echo.ts";
import { Button } from "../../ui/button.tsx";
import { Meter } from "../../ui/progress.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { words as all } from "./words.ts";

const words = all.hear;

/** Five seconds of oneself through the server and back. */
export function HearYourself(props: { echo: Echo; devices: Devices }): JSX.Element {
  const state = () => props.echo.state();
  const busy = (): boolean => ["opening", "recording", "playing"].includes(state());
  const level = (): number => (busy() && state() !== "opening" ? props.echo.level() : props.devices.level()) / 9;
  return (
    <>
      <section class="card hear" aria-label={words.title}>
        <div class="grow">
          <h2 class="strong">{words.title}</h2>
          <p class="small soft" role="status">
            <Switch fallback={words.text}>
              <Match when={state() === "opening"}>{words.opening}</Match>
              <Match when={state() === "recording"}>{words.recording(props.echo.leftSeconds())}</Match>
              <Match when={state() === "playing"}>{words.playing}</Match>
              <Match when={state() === "done"}>{words.done}</Match>
              <Match when={state() === "unplayed"}>{words.unplayed}</Match>
              <Match when={state() === "failed"}>
                {words.failed} {props.echo.refusal() === undefined && words.next}
              </Match>
            </Switch>
          </p>
        </div>
        <Meter label={all.level} level={level()} bars={12} />
        <div class="row wrap">
          <Show when={state() === "done" || state() === "unplayed"}>
            <Button icon="play" onClick={() => void props.echo.again()}>{words.again}</Button>
          </Show>
          <Button icon="circle-dot" busy={busy()} onClick={() => void props.echo.listen()}>{words.start}</Button>
        </div>
      </section>
      <Show when={props.echo.refusal()}>
        {(refusal) => <RefusalBanner refusal={refusal()} kept={words.next} />}
      </Show>
    </>
  );
}
