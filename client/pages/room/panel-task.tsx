import { For, type JSX, Show } from "solid-js";
import type { RoomView } from "../../../proto/live/view.ts";
import type { Question, RubricItem } from "../../../proto/http/tasks.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { useApp } from "../../state/app-state.ts";
import { RemoteView } from "../../ui/remote-view.tsx";
import { useRoom } from "./in-session.ts";
import { words as all } from "./words.ts";

const words = all.panel;

/** The brief and what is judged; for who asks, the questions too. */
export function TaskPanel(props: { view: RoomView }): JSX.Element {
  const { call } = useApp();
  const room = useRoom();
  const task = createRemote(
    () => props.view.task?.id,
    (id, signal) => call("GET /tasks/:id", { params: { id }, signal }),
  );
  return (
    <Show
      when={props.view.task}
      fallback={<p class="soft small">{props.view.mode === "ai" ? words.noTaskAi : words.noTask}</p>}
    >
      <RemoteView of={task} rows={3} what={words.task}>
        {(data) => (
          <div class="stack far">
            <p class="lines break">{data().brief}</p>
            <Show when={room.part() === "asker"}>
              <Plan questions={data().plan} />
            </Show>
            <Rubric items={data().rubric} />
          </div>
        )}
      </RemoteView>
    </Show>
  );
}

function Rubric(props: { items: readonly RubricItem[] }): JSX.Element {
  return (
    <section class="stack" aria-label={words.rubric}>
      <h2 class="label">{words.rubric}</h2>
      <ul class="panel-rows">
        <For each={props.items}>
          {(item) => (
            <li>
              <span class="break">{item.name}</span>
              <span class="tiny faint num">{words.weight(item.weight)}</span>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

function Plan(props: { questions: readonly Question[] }): JSX.Element {
  return (
    <section class="stack" aria-label={words.plan}>
      <h2 class="label">{words.plan}</h2>
      <p class="small soft">{words.planHint}</p>
      <ol class="plan">
        <For each={props.questions}>
          {(question) => (
            <li>
              <details>
                <summary>
                  <span class="grow break">{question.ask}</span>
                  <span class="tiny faint num">{words.minutes(question.minutes)}</span>
                </summary>
                <Helps title={words.probes} lines={question.probes} />
                <Helps title={words.hints} lines={question.hints} />
              </details>
            </li>
          )}
        </For>
      </ol>
    </section>
  );
}

function Helps(props: { title: string; lines: readonly string[] }): JSX.Element {
  return (
    <>
      <p class="tiny faint">{props.title}</p>
      <ul class="helps small soft" aria-label={props.title}>
        <For each={props.lines}>{(line) => <li class="break">{line}</li>}</For>
      </ul>
    </>
  );
}
