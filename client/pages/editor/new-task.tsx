import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import type { Task } from "../../../proto/http/tasks.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { createDraft } from "./create-draft.ts";
import { draftOf, emptyDraft, toTask } from "./draft.ts";
import { Editor, editorFields } from "./editor.tsx";
import { words } from "./words.ts";

/** Write a task for a grind, from nothing or from another task. */
export function NewTask(): JSX.Element {
  const params = useParams();
  const [search] = useSearchParams();
  const { call, grinds } = useApp();
  const from = typeof search["from"] === "string" ? search["from"] : undefined;
  const start = createRemote(
    () => from ?? "",
    async (id, signal): Promise<Task | null> =>
      id === "" ? null : await call("GET /tasks/:id", { params: { id }, signal }),
  );
  const grind = (): string => grinds.data()?.find((one) => one.id === params["id"])?.name ?? words.grind;
  return (
    <>
      <PageHead title={words.newTitle} lead={words.newLead(grind())} />
      <RemoteView of={start} rows={5} what={words.task}>
        {(task) => <Writing grindId={params["id"] ?? ""} from={task()} />}
      </RemoteView>
    </>
  );
}

function Writing(props: { grindId: string; from: Task | null }): JSX.Element {
  const { call, now, toasts } = useApp();
  const navigate = useNavigate();
  const initial = props.from ? draftOf(props.from) : emptyDraft();
  const state = createDraft(`draft.new.${props.grindId}`, initial, now);
  const submit = createSubmit(async (attemptFor) => {
    const body = toTask(state.draft);
    const task = await call("POST /grinds/:id/tasks", {
      params: { id: props.grindId },
      body,
      attempt: attemptFor(body),
    });
    state.settle();
    toasts.say(words.saved);
    navigate(`/tasks/${task.id}`);
  }, editorFields);
  return (
    <Show when={props.grindId}>
      <Editor state={state} submit={submit} back={`/grinds/${props.grindId}/tasks`} />
    </Show>
  );
}
