import { useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import type { Grind } from "../../../proto/http/grinds.ts";
import type { Session } from "../../../proto/http/sessions.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Radios } from "../../ui/choice.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { FirstSeat } from "./first-seat.tsx";
import { createSessionDraft, type SessionDraft, type SessionFormKind } from "./session-draft.ts";
import { TaskPicker } from "./task-picker.tsx";
import { WhenFields } from "./when-fields.tsx";
import { words as all } from "./words.ts";

const words = all.form;

type Props = {
  grind: Grind;
  /** undefined: closed. */
  kind: SessionFormKind | undefined;
  /** The one that is changed. */
  session?: Session;
  onClose: () => void;
  onDone: (session: Session) => void;
};

/** Starts, schedules or changes a session. */
export function SessionForm(props: Props): JSX.Element {
  return <Show when={props.kind} keyed>{(kind) => <Opened {...props} kind={kind} />}</Show>;
}

const texts = {
  now: { title: words.nowTitle, lead: words.nowLead, verb: words.start, said: "" },
  later: { title: words.onceTitle, lead: words.onceLead, verb: words.schedule, said: words.scheduled },
  change: { title: words.changeTitle, lead: words.changeLead, verb: words.save, said: words.saved },
};

function Opened(props: Props & { kind: SessionFormKind }): JSX.Element {
  const { call, now, toasts } = useApp();
  const navigate = useNavigate();
  const draft = createSessionDraft(now(), props.session);
  const text = (): (typeof texts)[SessionFormKind] => texts[props.kind];
  const send = (attemptFor: (content: unknown) => string): Promise<Session> => {
    if (props.session) {
      const { id, version } = props.session;
      return call("PATCH /sessions/:id", { params: { id }, body: { ...draft.change(), version } });
    }
    const body = props.kind === "now" ? draft.startNow() : draft.schedule();
    return call("POST /grinds/:id/sessions", { params: { id: props.grind.id }, body, attempt: attemptFor(body) });
  };
  const submit = createSubmit(async (attemptFor) => {
    const session = await send(attemptFor);
    props.onClose();
    props.onDone(session);
    if (props.kind === "now") navigate(`/sessions/${session.id}/check`);
    else toasts.say(text().said);
  }, ["minutes", "local", "when.local", "timeZone", "when.timeZone"]);
  const foot = (
    <>
      <span class="grow" />
      <Button onClick={() => props.onClose()}>{words.notNow}</Button>
      <Button kind="primary" busy={submit.busy()} onClick={() => void submit.run()}>{text().verb}</Button>
    </>
  );
  return (
    <Dialog open title={text().title} lead={text().lead} busy={submit.busy()} onClose={props.onClose} foot={foot}>
      <Show when={props.session?.weekly}>
        <Banner icon="info">
          <p>{words.changeOne}</p>
        </Banner>
      </Show>
      <Show when={props.kind !== "now"}>
        <WhenFields draft={draft} submit={submit} repeats={props.kind === "later"} />
      </Show>
      <TaskPicker grindId={props.grind.id} draft={draft} now={props.session?.task ?? null} />
      <WhoAsks draft={draft} />
      <div class="grid-two">
        <FirstSeat grindId={props.grind.id} draft={draft} />
        <TextField
          label={words.minutes}
          hint={words.minutesHint}
          type="number"
          inputmode="numeric"
          min="5"
          max="120"
          value={draft.minutes()}
          onInput={draft.setMinutes}
          error={submit.errorOf("minutes")}
        />
      </div>
      <Show when={submit.refusal()}>
        {(refusal) => <RefusalBanner refusal={refusal()} kept={words.nothingSaved} />}
      </Show>
    </Dialog>
  );
}

const modes = (["ai", "peer", "open"] as const).map((value) => ({ value, ...words.modes[value] }));

function WhoAsks(props: { draft: SessionDraft }): JSX.Element {
  return <Radios label={words.mode} value={props.draft.mode()} options={modes} onChange={props.draft.setMode} />;
}
