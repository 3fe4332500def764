import { createEffect, For, type JSX, on, onCleanup, Show } from "solid-js";
import type { Interview } from "../../../proto/http/interviews.ts";
import type { Transcript } from "../../../proto/http/transcripts.ts";
import { createRemote, type Remote } from "../../kit/create-remote.ts";
import { useApp } from "../../state/app-state.ts";
import { RemoteView } from "../../ui/remote-view.tsx";
import { Moment } from "./moment.tsx";
import { Said } from "./transcript-lines.tsx";
import { type Group, groupsOf, unwritten } from "./transcript-groups.ts";
import { transcriptWords as words } from "./transcript-words.ts";
import "./transcript.css";

export type Words = Remote<{ transcript: Transcript | null }>;

/** How often one looks again while it goes on. Lower asks the server more, higher shows older words. */
const lookEveryMs = 4_000;

/** The words of an interview as they are now, and as they come. */
export function createWords(interview: () => Interview): Words {
  const { call } = useApp();
  const words = createRemote(
    () => interview().startedAt === null ? undefined : interview().id,
    (id, signal) => call("GET /interviews/:id/transcript", { params: { id }, signal }),
  );
  createEffect(on(() => interview().status, (status, before) => {
    if (before !== undefined && before !== status) words.refetch();
    if (status !== "IN_PROGRESS") return;
    const timer = setInterval(words.refetch, lookEveryMs);
    onCleanup(() => clearInterval(timer));
  }));
  return words;
}

/** The questions with their times, and under each what was said. */
export function WordsPart(props: { interview: Interview; words: Words }): JSX.Element {
  const running = (): boolean => props.interview.status === "IN_PROGRESS";
  return (
    <section class="stack loose" aria-labelledby="words-title">
      <h2 id="words-title">{words.title}</h2>
      <RemoteView of={props.words} what={words.what}>
        {(data) => (
          <Show when={data().transcript} fallback={<Nothing running={running()} />}>
            {(transcript) => <Loaded transcript={transcript()} running={running()} />}
          </Show>
        )}
      </RemoteView>
    </section>
  );
}

function Nothing(props: { running: boolean }): JSX.Element {
  return <p class="soft read">{props.running ? words.goesOn : `${words.none} ${words.noneText}`}</p>;
}

function Loaded(props: { transcript: Transcript; running: boolean }): JSX.Element {
  const heard = (): boolean => props.transcript.entries.some((it) => !it.exact);
  return (
    <>
      <p class="small soft read">
        {props.running ? words.goesOn : ""} {words.legend} {heard() ? words.heardLegend : ""}{" "}
        {unwritten(props.transcript) ? words.unwritten : ""}
      </p>
      <For each={groupsOf(props.transcript)}>{(group) => <Part group={group} />}</For>
    </>
  );
}

function Part(props: { group: Group }): JSX.Element {
  const question = () => props.group.question;
  return (
    <article class="asked">
      <header>
        <Show when={question()} fallback={<h3 class="small soft">{words.before}</h3>}>
          {(it) => (
            <>
              <Moment ms={it().startMs} />
              <h3 class="grow">
                <span class="tiny faint">{words.question(it().index)}</span>
                <span class="break">{it().ask}</span>
              </h3>
            </>
          )}
        </Show>
      </header>
      <Show
        when={props.group.entries.length > 0}
        fallback={<p class="small soft asked-none">{words.nothing}</p>}
      >
        <Said entries={props.group.entries} />
      </Show>
    </article>
  );
}
