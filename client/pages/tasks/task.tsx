import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import type { Task } from "../../../proto/http/tasks.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Badge, DifficultyBars } from "../../ui/badge.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { kindWords } from "../words.ts";
import { Practise } from "./practise.tsx";
import { Plan, Rubric } from "./task-parts.tsx";
import { TakeTask } from "./take-task.tsx";
import { words } from "./words.ts";
import "./tasks.css";

/** One task: the brief, what is judged, and, for those who want to know, how it is asked. */
export function TaskPage(): JSX.Element {
  const params = useParams();
  const { call } = useApp();
  const task = createRemote(() => params["id"], (id, signal) => call("GET /tasks/:id", { params: { id }, signal }));
  return <RemoteView page of={task} rows={5} what={words.what}>{(data) => <Loaded task={data()} />}</RemoteView>;
}

function Loaded(props: { task: Task }): JSX.Element {
  const [taking, setTaking] = createSignal(false);
  return (
    <>
      <PageHead title={props.task.title} lead={<Facts task={props.task} />}>
        <Button onClick={() => setTaking(true)}>{words.take}</Button>
        <Practise what={{ taskId: props.task.id }} />
      </PageHead>
      <div class="two">
        <div class="stack far">
          <section class="stack" aria-label={words.brief}>
            <h2>{words.brief}</h2>
            <p class="read lines break">{props.task.brief}</p>
          </section>
          <Rubric items={props.task.rubric} />
          <Plan questions={props.task.plan} />
        </div>
        <Actions task={props.task} />
      </div>
      <TakeTask task={props.task} open={taking()} onClose={() => setTaking(false)} />
    </>
  );
}

function Facts(props: { task: Task }): JSX.Element {
  const { grinds } = useApp();
  const home = (): string => grinds.data()?.find((grind) => grind.id === props.task.grindId)?.name ?? words.builtIn;
  return (
    <span class="facts">
      <span>{kindWords[props.task.kind]}</span>
      <DifficultyBars of={props.task.difficulty} />
      <span class="num">{words.takes(props.task.minutes)}</span>
      <Badge tone="line">{props.task.grindId ? home() : words.builtIn}</Badge>
    </span>
  );
}

/** What may be done with the text itself: change it, or start another from it. */
function Actions(props: { task: Task }): JSX.Element {
  const { grinds } = useApp();
  const [search] = useSearchParams();
  const writer = () => grinds.data()?.filter((grind) => grind.role !== "member") ?? [];
  const target = () => writer().find((grind) => grind.id === (props.task.grindId ?? search["grind"])) ?? writer()[0];
  return (
    <aside class="stack">
      <p class="small soft">{words.practiseHint}</p>
      <Show when={props.task.mine}>
        <LinkButton icon="pencil" href={`/tasks/${props.task.id}/edit`}>{words.edit}</LinkButton>
      </Show>
      <Show when={target()}>
        {(grind) => (
          <LinkButton icon="copy" href={`/grinds/${grind().id}/tasks/new?from=${props.task.id}`}>
            {words.copy}
          </LinkButton>
        )}
      </Show>
      <Show when={props.task.mine}>
        <Remove task={props.task} />
      </Show>
    </aside>
  );
}

function Remove(props: { task: Task }): JSX.Element {
  const { call, toasts } = useApp();
  const navigate = useNavigate();
  const [open, setOpen] = createSignal(false);
  const submit = createSubmit(async () => {
    await call("DELETE /tasks/:id", { params: { id: props.task.id } });
    toasts.say(words.removed);
    navigate(props.task.grindId ? `/grinds/${props.task.grindId}/tasks` : "/tasks");
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
