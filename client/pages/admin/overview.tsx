import { For, type JSX, Show } from "solid-js";
import type { Answer } from "../../../proto/http.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Facts } from "../../ui/facts.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { words as all } from "./words.ts";
import "./admin.css";

const words = all.overview;

/** How much is here and how it is set up. */
export function Overview(): JSX.Element {
  const { call } = useApp();
  const overview = createRemote(() => true, (_, signal) => call("GET /admin/overview", { signal }));
  return <RemoteView of={overview} what={words.what}>{(data) => <Loaded of={data()} />}</RemoteView>;
}

function Loaded(props: { of: Answer<"GET /admin/overview"> }): JSX.Element {
  const figures = () =>
    [[words.people, props.of.people], [words.grinds, props.of.grinds], [
      words.interviews,
      props.of.interviews,
    ]] as const;
  const facts = () => [
    { name: words.address, value: props.of.publicUrl },
    { name: words.signUp, value: words.signUps[props.of.signUp] },
    { name: words.mail, value: props.of.mail ? words.mailOn : words.mailOff },
    { name: words.database, value: words.databases[props.of.database] },
    { name: words.recordings, value: words.recordingsIn[props.of.recordings] },
    { name: words.space, value: words.free(props.of.freeBytes) },
    { name: words.version, value: props.of.version },
    { name: words.runtime, value: props.of.runtime },
  ];
  const short = () => props.of.room === "full" || props.of.room === "low" ? props.of.room : null;
  return (
    <div class="stack far">
      <Show when={short()}>
        {(room) => (
          <Banner tone={room() === "full" ? "bad" : "warn"} icon="triangle-alert" alert>
            <p>
              <strong>{words[room()]}</strong> {words.roomText}
            </p>
          </Banner>
        )}
      </Show>
      <dl class="stats">
        <For each={figures()}>
          {([name, figure]) => (
            <div>
              <dt>{name}</dt>
              <dd class="figure">{figure.toLocaleString("en-GB")}</dd>
            </div>
          )}
        </For>
      </dl>
      <section class="card stack loose" aria-label={words.setUp}>
        <h2>{words.setUp}</h2>
        <Facts of={facts()} />
      </section>
    </div>
  );
}
