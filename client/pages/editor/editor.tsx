import { type JSX, Show } from "solid-js";
import type { Submit } from "../../kit/create-submit.ts";
import { when } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Select, TextArea, TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { kindWords } from "../words.ts";
import type { DraftState } from "./create-draft.ts";
import type { Draft } from "./draft.ts";
import { PlanFields } from "./plan-fields.tsx";
import { RubricFields } from "./rubric-fields.tsx";
import { words } from "./words.ts";
import "./editor.css";

/** The inputs that show their own sentence when the server refuses. */
export const editorFields = [
  "title",
  "kind",
  "difficulty",
  "minutes",
  "brief",
  "rubric",
  "rubric.*",
  "plan",
  "plan.*",
] as const;

type Props = {
  state: DraftState;
  submit: Submit;
  /** Where Cancel leads. */
  back: string;
  /** Shown instead of the plain way to save, such as after a conflict. */
  instead?: JSX.Element;
};

const kinds = Object.entries(kindWords).map(([value, label]) => ({ value, label }));
const difficulties = ["Easy", "Medium", "Hard"].map((value) => ({ value, label: value }));

/** A task as a form: basics, brief, what is judged, how it is asked. */
export function Editor(props: Props): JSX.Element {
  return (
    <div class="editor">
      <Found state={props.state} />
      <Form submit={props.submit} label={words.basics} kept={words.kept}>
        <Basics state={props.state} submit={props.submit} />
        <RubricFields state={props.state} submit={props.submit} />
        <PlanFields state={props.state} submit={props.submit} />
        <div class="editor-foot">
          {props.instead}
          <div class="form-foot">
            <Button kind="primary" size="tall" type="submit" busy={props.submit.busy()}>{words.save}</Button>
            <LinkButton kind="bare" size="tall" href={props.back}>{words.cancel}</LinkButton>
            <Show when={props.state.dirty()}>
              <span class="small soft">{words.draftKept}</span>
            </Show>
          </div>
        </div>
      </Form>
      <Leaving state={props.state} />
    </div>
  );
}

function Basics(props: { state: DraftState; submit: Submit }): JSX.Element {
  const { draft, set } = props.state;
  return (
    <section class="stack loose" aria-label={words.basics}>
      <div class="basics">
        <TextField
          class="all"
          label={words.title}
          value={draft.title}
          onInput={(it) => set("title", it)}
          error={props.submit.errorOf("title")}
          required
          maxLength={240}
        />
        <Select
          label={words.kind}
          value={draft.kind}
          options={kinds}
          onChange={(it) => set("kind", it as Draft["kind"])}
          error={props.submit.errorOf("kind")}
        />
        <Select
          label={words.difficulty}
          value={draft.difficulty}
          options={difficulties}
          onChange={(it) => set("difficulty", it as Draft["difficulty"])}
          error={props.submit.errorOf("difficulty")}
        />
        <TextField
          label={words.minutes}
          inputMode="numeric"
          value={draft.minutes}
          onInput={(it) => set("minutes", it)}
          error={props.submit.errorOf("minutes")}
        />
      </div>
      <TextArea
        class="tall-area"
        label={words.brief}
        hint={words.briefHint}
        value={draft.brief}
        onInput={(it) => set("brief", it)}
        error={props.submit.errorOf("brief")}
        rows={8}
        required
      />
    </section>
  );
}

function Found(props: { state: DraftState }): JSX.Element {
  const { now } = useApp();
  return (
    <Show when={props.state.found()}>
      {(copy) => (
        <Banner icon="pencil">
          <p>
            <b>{words.draftFound(when(copy().at, now()))}</b> {words.draftText}
          </p>
          <Button size="small" onClick={() => props.state.useFound()}>{words.useDraft}</Button>
          <Button size="small" onClick={() => props.state.dropFound()}>{words.dropDraft}</Button>
        </Banner>
      )}
    </Show>
  );
}

function Leaving(props: { state: DraftState }): JSX.Element {
  const foot = (
    <>
      <span class="grow" />
      <Button onClick={() => props.state.leaving()?.()}>{words.leaveVerb}</Button>
      <Button kind="primary" onClick={() => props.state.stay()}>{words.stay}</Button>
    </>
  );
  return (
    <Dialog
      open={props.state.leaving() !== undefined}
      title={words.leaveTitle}
      lead={words.leaveText}
      onClose={() => props.state.stay()}
      foot={foot}
      keep
    />
  );
}
