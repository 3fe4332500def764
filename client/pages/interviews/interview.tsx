import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import type { Interview } from "../../../proto/http/interviews.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { clock, date } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Facts } from "../../ui/facts.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { Practise } from "../tasks/practise.tsx";
import { kindWords, modeWords, withoutTask } from "../words.ts";
import { lasted } from "./interview-rows.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { TakePart } from "./take.tsx";
import { words } from "./words.ts";

/** One interview of one's own. */
export function InterviewPage(): JSX.Element {
  const params = useParams();
  const { call } = useApp();
  const interview = createRemote(
    () => params["id"],
    (id, signal) => call("GET /interviews/:id", { params: { id }, signal }),
  );
  return <RemoteView page of={interview} what={words.what}>{(data) => <Loaded interview={data()} />}</RemoteView>;
}

function Loaded(props: { interview: Interview }): JSX.Element {
  const kind = (): string =>
    props.interview.task ? `${kindWords[props.interview.task.kind]}, ${props.interview.task.difficulty}` : "";
  return (
    <>
      <PageHead title={props.interview.task?.title ?? withoutTask} lead={kind()} />
      <div class="stack far read">
        <Show when={props.interview.status === "PENDING"}>
          <Banner icon="armchair">
            <p>{props.interview.mode === "ai" ? words.pendingAi : words.pending}</p>
            <Show when={props.interview.mode === "ai" && props.interview.task}>
              <Practise what={{ interviewId: props.interview.id }} />
            </Show>
          </Banner>
        </Show>
        <Show when={props.interview.status === "ERROR"}>
          <Banner tone="bad" icon="triangle-alert">
            <p>
              <b>{words.reason}</b> {props.interview.reason}
            </p>
          </Banner>
        </Show>
        <About interview={props.interview} />
        <Show when={props.interview.startedAt !== null}>
          <TakePart interviewId={props.interview.id} />
        </Show>
        <div class="form-foot">
          <Show when={props.interview.task}>
            {(task) => <LinkButton href={`/tasks/${task().id}`}>{words.openTask}</LinkButton>}
          </Show>
          <Remove interview={props.interview} />
        </div>
      </div>
    </>
  );
}

function About(props: { interview: Interview }): JSX.Element {
  const { grinds } = useApp();
  const grind = (): string | undefined => grinds.data()?.find((one) => one.id === props.interview.grindId)?.name;
  const facts = () => [
    { name: words.columns.state, value: <StatusBadge status={props.interview.status} /> },
    { name: words.mode, value: modeWords[props.interview.mode] },
    { name: words.grind, value: props.interview.grindId ? grind() : words.alone },
    { name: words.taken, value: moment(props.interview.createdAt) },
    { name: words.started, value: moment(props.interview.startedAt) },
    { name: words.ended, value: moment(props.interview.endedAt) },
    { name: words.lasted, value: lasted(props.interview) },
  ];
  return (
    <section class="card" aria-label={words.facts}>
      <Facts of={facts()} />
    </section>
  );
}

function moment(at: string | null): string {
  return at === null ? "" : `${date(at)}, ${clock(at)}`;
}

function Remove(props: { interview: Interview }): JSX.Element {
  const { call, home, toasts } = useApp();
  const navigate = useNavigate();
  const [open, setOpen] = createSignal(false);
  const submit = createSubmit(async () => {
    await call("DELETE /interviews/:id", { params: { id: props.interview.id } });
    toasts.say(words.removed);
    home.refetch();
    navigate("/interviews");
  });
  return (
    <>
      <Button kind="danger" icon="trash-2" onClick={() => setOpen(true)}>{words.remove}</Button>
      <Confirm
        open={open()}
        title={words.removeTitle}
        text={words.removeText}
        verb={words.removeVerb}
        keep={words.keep}
        submit={submit}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
