import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import type { Task } from "../../../proto/http/tasks.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { Refusal } from "../../kit/refusal.ts";
import { useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { createDraft } from "./create-draft.ts";
import { draftOf, toTask } from "./draft.ts";
import { Editor, editorFields } from "./editor.tsx";
import { words } from "./words.ts";

/** Change a grind's own task. */
export function EditTask(): JSX.Element {
  const params = useParams();
  const { call } = useApp();
  const task = createRemote(() => params["id"], (id, signal) => call("GET /tasks/:id", { params: { id }, signal }));
  return (
    <>
      <PageHead title={words.editTitle} lead={words.editLead} />
      <RemoteView of={task} rows={5} what={words.task}>
        {(data) => (
          <Show
            when={data().mine}
            fallback={
              <Banner icon="info">
                <p>{words.builtIn}</p>
              </Banner>
            }
          >
            <Changing task={data()} />
          </Show>
        )}
      </RemoteView>
    </>
  );
}

/** When somebody else was faster, nothing is lost: theirs can be loaded, or ours saved over it. */
function Changing(props: { task: Task }): JSX.Element {
  const { call, now, toasts } = useApp();
  const navigate = useNavigate();
  const id = props.task.id;
  const state = createDraft(`draft.task.${id}`, draftOf(props.task), now);
  const [base, setBase] = createSignal(props.task);
  const [theirs, setTheirs] = createSignal<Task>();
  const submit = createSubmit(async () => {
    const version = (theirs() ?? base()).version;
    try {
      await call("PATCH /tasks/:id", { params: { id }, body: { ...toTask(state.draft), version } });
      state.settle();
      toasts.say(words.saved);
      navigate(`/tasks/${id}`);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "conflict") throw error;
      setTheirs(await call("GET /tasks/:id", { params: { id } }));
    }
  }, editorFields);
  const load = (task: Task): void => {
    setBase(task);
    setTheirs(undefined);
    state.replace(draftOf(task));
  };
  const conflict = (
    <Show when={theirs()}>
      {(task) => (
        <Banner tone="warn" icon="users" alert>
          <p>
            <b>{words.conflictTitle}</b> {words.conflictText}
          </p>
          <Button size="small" onClick={() => load(task())}>{words.loadTheirs}</Button>
          <Button size="small" type="submit">{words.saveMine}</Button>
        </Banner>
      )}
    </Show>
  );
  return <Editor state={state} submit={submit} back={`/tasks/${id}`} instead={conflict} />;
}
