import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import type { TaskCard } from "../../../proto/http/tasks.ts";
import { createCalm } from "../../kit/create-late.ts";
import { createPages } from "../../kit/create-pages.ts";
import { useApp } from "../../state/app-state.ts";
import { SearchField } from "../../ui/field.tsx";
import { PagesView } from "../../ui/more.tsx";
import { kindWords } from "../words.ts";
import type { SessionDraft } from "./session-draft.ts";
import { words as all } from "./words.ts";

const words = all.form;

type Named = { id: string; title: string };
/** `now`: the task that the session has already. */
type Props = { grindId: string; draft: SessionDraft; now: Named | null };

/** One of the grind's own and the built-in tasks, or none. */
export function TaskPicker(props: Props): JSX.Element {
  const { call } = useApp();
  const [search, setSearch] = createSignal("");
  const [picked, setPicked] = createSignal<Named | null>(props.now);
  const name = createUniqueId();
  const calm = createCalm(() => search().trim(), 250);
  const tasks = createPages(
    calm,
    (q, cursor, signal) =>
      call("GET /grinds/:id/tasks", { params: { id: props.grindId }, query: { q: q || undefined, cursor }, signal }),
  );
  const pick = (task: TaskCard | null): void => {
    setPicked(task);
    props.draft.setTaskId(task?.id ?? null);
    if (task) props.draft.setMinutes(String(task.minutes));
  };
  return (
    <fieldset class="stack">
      <legend class="label">{words.task}</legend>
      <SearchField label={words.searchTask} value={search()} onInput={setSearch} />
      <div class="task-picker">
        <Option
          name={name}
          label={props.draft.mode() === "ai" ? words.noTaskAi : words.noTask}
          checked={picked() === null}
          onPick={() => pick(null)}
        />
        <Show when={picked() && !tasks.rows()?.some((it) => it.id === picked()?.id) && picked()}>
          {(task) => <Option name={name} label={task().title} checked onPick={() => undefined} />}
        </Show>
        <PagesView of={tasks} empty={<p class="small soft">{words.noTaskFits}</p>}>
          {(rows) => (
            <For each={rows()}>
              {(task) => (
                <Option
                  name={name}
                  label={task.title}
                  detail={`${kindWords[task.kind]}, ${task.difficulty}, ${task.minutes} min`}
                  checked={picked()?.id === task.id}
                  onPick={() => pick(task)}
                />
              )}
            </For>
          )}
        </PagesView>
      </div>
    </fieldset>
  );
}

type OptionProps = { name: string; label: string; detail?: string; checked: boolean; onPick: () => void };

function Option(props: OptionProps): JSX.Element {
  return (
    <label class="check">
      <input type="radio" name={props.name} checked={props.checked} onChange={() => props.onPick()} />
      <span>
        {props.label}
        <Show when={props.detail}>
          <span class="small soft block">{props.detail}</span>
        </Show>
      </span>
    </label>
  );
}
