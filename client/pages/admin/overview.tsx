import { For, type JSX } from "solid-js";
import type { Answer } from "../../../proto/http.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { useApp } from "../../state/app-state.ts";
import { RemoteView } from "../../ui/remote-view.tsx";
import { words as all } from "./words.ts";
import "../interviews/interviews.css";
import "./admin.css";

const words = all.overview;

/** How much is here and how it is set up. */
export function Overview(): JSX.Element {
  const { call } = useApp();
  const overview = createRemote(() => true, (_, signal) => call("GET /admin/overview", { signal }));
  return <RemoteView of={overview} what={words.what}>{(data) => <Loaded of={data()} />}</RemoteView>;
}

function Loaded(props: { of: Answer<"GET /admin/overview"> }): JSX.Element {
  const figures = () => [[words.people, props.of.people], [words.grinds, props.of.grinds], [words.interviews, props.of.interviews]] as const;
  const facts = () => [
    [words.address, props.of.publicUrl],
    [words.signUp, words.signUps[props.of.signUp]],
    [words.mail, props.of.mail ? words.mailOn : words.mailOff],
    [words.database, words.databases[props.of.database]],
    [words.version, props.of.version],
    [words.runtime, props.of.runtime],
  ] as const;
  return (
    <div class="stack far">
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
        <dl class="facts-list">
          <For each={facts()}>
            {([name, value]) => (
              <>
                <dt>{name}</dt>
                <dd class="break">{value}</dd>
              </>
            )}
          </For>
        </dl>
      </section>
    </div>
  );
}
