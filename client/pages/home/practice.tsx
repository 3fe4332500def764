import { For, type JSX, Show } from "solid-js";
import { createRemote } from "../../kit/create-remote.ts";
import { useApp } from "../../state/app-state.ts";
import { List, Row, Section } from "../../ui/list.tsx";
import { Practise } from "../tasks/practise.tsx";
import { kindWords } from "../words.ts";
import { words } from "./words.ts";

/** As many as can be weighed at a glance. */
const suggested = 3;

/** A few short tasks, each one press away from the AI interviewer. */
export function Practice(): JSX.Element {
  const { call } = useApp();
  const tasks = createRemote(() => true, async (_, signal) => {
    const query = { difficulty: "Easy" as const, limit: suggested };
    return (await call("GET /tasks", { query, signal })).rows;
  });
  return (
    <Show when={tasks.data()?.length ? tasks.data() : undefined}>
      {(rows) => (
        <Section title={words.practice} link={{ href: "/tasks", label: words.allTasks }}>
          <p class="small soft">{words.practiceText}</p>
          <List label={words.practice}>
            <For each={rows()}>
              {(task) => (
                <Row
                  title={task.title}
                  href={`/tasks/${task.id}`}
                  detail={words.task(kindWords[task.kind], task.minutes)}
                  after={<Practise what={{ taskId: task.id }} kind="quiet" title={task.title} />}
                />
              )}
            </For>
          </List>
        </Section>
      )}
    </Show>
  );
}
