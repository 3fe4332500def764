import type { JSX } from "solid-js";
import type { Grind } from "../../../proto/http/grinds.ts";
import { useApp } from "../../state/app-state.ts";
import { LinkButton } from "../../ui/button.tsx";
import { TaskList } from "../tasks/task-list.tsx";
import { words } from "../tasks/words.ts";

/** What this grind can ask: its own tasks and the built-in ones. */
export function GrindTasks(props: { grind: Grind }): JSX.Element {
  const { call } = useApp();
  const write = (): JSX.Element =>
    props.grind.role === "member"
      ? undefined
      : (
        <LinkButton kind="primary" icon="plus" class="push" href={`/grinds/${props.grind.id}/tasks/new`}>
          {words.write}
        </LinkButton>
      );
  return (
    <TaskList
      own
      grindId={props.grind.id}
      action={write()}
      fetch={(filters, cursor, signal) =>
        call("GET /grinds/:id/tasks", { params: { id: props.grind.id }, query: { ...filters, cursor }, signal })}
    />
  );
}
