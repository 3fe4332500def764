import { createSignal, For, type JSX, Show } from "solid-js";
import type { Question, RubricItem } from "../../../proto/http/tasks.ts";
import { Button } from "../../ui/button.tsx";
import { words } from "./words.ts";

const levels = ["weak", "solid", "strong"] as const;

/** What is judged, with what each level looks like. */
export function Rubric(props: { items: readonly RubricItem[] }): JSX.Element {
  return (
    <section class="stack" aria-label={words.rubric}>
      <h2>{words.rubric}</h2>
      <ul class="rubric">
        <For each={props.items}>
          {(item) => (
            <li>
              <div class="row between">
                <h3 class="break">{item.name}</h3>
                <span class="small soft num">{words.weight(item.weight)}</span>
              </div>
              <dl class="levels">
                <For each={levels}>
                  {(level) => (
                    <div>
                      <dt>{words.levels[level]}</dt>
                      <dd class="break">{item.levels[level]}</dd>
                    </div>
                  )}
                </For>
              </dl>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

/** The questions. Closed at first, because whoever practises should not read them. */
export function Plan(props: { questions: readonly Question[] }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  return (
    <section class="stack" aria-label={words.plan}>
      <h2>{words.plan}</h2>
      <Show when={!open()}>
        <p class="soft read">{words.planHidden}</p>
      </Show>
      <div>
        <Button icon={open() ? undefined : "eye"} aria-expanded={open()} onClick={() => setOpen(!open())}>
          {open() ? words.hide : words.show(props.questions.length)}
        </Button>
      </div>
      <Show when={open()}>
        <ol class="questions">
          <For each={props.questions}>{(question) => <Asked question={question} />}</For>
        </ol>
      </Show>
    </section>
  );
}

function Asked(props: { question: Question }): JSX.Element {
  return (
    <li>
      <div>
        <div class="row between">
          <p class="break">{props.question.ask}</p>
          <span class="small soft num nowrap">{words.minutes(props.question.minutes)}</span>
        </div>
        <p class="tiny faint">{words.probes}</p>
        <ul aria-label={words.probes}>
          <For each={props.question.probes}>{(probe) => <li class="break">{probe}</li>}</For>
        </ul>
        <p class="tiny faint">{words.hints}</p>
        <ul aria-label={words.hints}>
          <For each={props.question.hints}>{(hint) => <li class="break">{hint}</li>}</For>
        </ul>
      </div>
    </li>
  );
}
