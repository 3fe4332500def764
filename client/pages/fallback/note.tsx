import { type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { words } from "./words.ts";

/** What this computer records and still has to send, and until when the page has to stay open for it. */
export function FallbackNote(): JSX.Element {
  const { fallback } = useApp();
  const title = (): string => {
    const waits = fallback.waits();
    return waits ? words.waiting[waits] : words.sending;
  };
  return (
    <>
      <Switch>
        <Match when={fallback.state() === "recording"}>
          <Banner tone="warn" icon="circle-dot">
            <p>
              <b role="alert">{words.recording}</b> <span class="num">{words.left(fallback.unsentBytes())}</span>{" "}
              <Show when={fallback.waits()}>{(waits) => words.tried[waits()]}</Show> {words.stay}
            </p>
          </Banner>
        </Match>
        <Match when={fallback.state() !== "quiet"}>
          <Banner tone={fallback.state() === "waiting" ? "warn" : undefined} icon="circle-dot">
            <p>
              <b role="status">{title()}</b> <span class="num">{words.left(fallback.unsentBytes())}</span>{" "}
              {fallback.lasting() ? words.later : words.lost}
            </p>
          </Banner>
        </Match>
      </Switch>
      <Trouble />
    </>
  );
}

function Trouble(): JSX.Element {
  const { fallback } = useApp();
  return (
    <Show when={fallback.trouble()}>
      {(trouble) => {
        const why = (): string => {
          const now = trouble();
          return now.what === "refused" ? now.why : "";
        };
        return (
          <Banner tone="bad" icon="triangle-alert" alert>
            <p>
              <b>{words[trouble().what]}</b> {why()}
            </p>
            <Button size="small" onClick={() => fallback.understood()}>{words.understood}</Button>
          </Banner>
        );
      }}
    </Show>
  );
}
