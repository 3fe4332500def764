import { createSignal, For, type JSX, Show } from "solid-js";
import type { Submit } from "../../kit/create-submit.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import type { DraftState } from "./create-draft.ts";
import { type DraftQuestion, emptyQuestion, moved, questionsLeast, questionsMost, sumOf } from "./draft.ts";
import { Entry, type Moves } from "./entry.tsx";
import { words } from "./words.ts";

/** How it is asked: six to ten questions in order, each with follow-ups and hints. */
export function PlanFields(props: { state: DraftState; submit: Submit }): JSX.Element {
  const { draft, set } = props.state;
  const [said, setSaid] = createSignal("");
  const moves: Moves = {
    move(from, to) {
      set("plan", (questions) => moved(questions, from, to));
      setSaid(words.moved(words.question(from + 1), to + 1));
    },
    remove: (at) => set("plan", (questions) => questions.filter((_, one) => one !== at)),
    get canRemove() {
      return draft.plan.length > questionsLeast;
    },
    get count() {
      return draft.plan.length;
    },
  };
  const minutes = (): number => sumOf(draft.plan.map((question) => question.minutes));
  return (
    <section class="stack loose" aria-label={words.plan}>
      <div>
        <h2>{words.plan}</h2>
        <p class="small soft">{words.planLead} {words.moveKeys}</p>
      </div>
      <ol class="stack loose">
        <For each={draft.plan}>
          {(question, at) => (
            <Entry name={words.question(at() + 1)} at={at()} moves={moves}>
              <QuestionFields question={question} at={at()} state={props.state} submit={props.submit} />
            </Entry>
          )}
        </For>
      </ol>
      <div class="row wrap between">
        <Button
          icon="plus"
          disabled={draft.plan.length >= questionsMost}
          onClick={() => set("plan", draft.plan.length, emptyQuestion())}
        >
          {words.addQuestion}
        </Button>
        <span class="small soft num">{words.planMinutes(minutes(), sumOf([draft.minutes]))}</span>
      </div>
      <Show when={props.submit.errorOf("plan")}>
        {(error) => <p class="small editor-error" role="alert">{error()}</p>}
      </Show>
      <span class="sr" role="status">{said()}</span>
    </section>
  );
}

function QuestionFields(
  props: { question: DraftQuestion; at: number; state: DraftState; submit: Submit },
): JSX.Element {
  const set = props.state.set;
  const path = (part: string): string => `plan.${props.at}.${part}`;
  return (
    <>
      <div class="item-top">
        <TextArea
          label={words.ask}
          value={props.question.ask}
          rows={2}
          onInput={(it) => set("plan", props.at, "ask", it)}
          error={props.submit.errorOf(path("ask"))}
        />
        <TextField
          label={words.minutes}
          inputMode="numeric"
          value={props.question.minutes}
          onInput={(it) => set("plan", props.at, "minutes", it)}
          error={props.submit.errorOf(path("minutes"))}
        />
      </div>
      <div class="grid-two">
        <TextArea
          label={words.probes}
          hint={words.probesHint}
          value={props.question.probes}
          onInput={(it) => set("plan", props.at, "probes", it)}
          error={props.submit.errorUnder(path("probes"))}
        />
        <TextArea
          label={words.hints}
          hint={words.hintsHint}
          value={props.question.hints}
          onInput={(it) => set("plan", props.at, "hints", it)}
          error={props.submit.errorUnder(path("hints"))}
        />
      </div>
    </>
  );
}
