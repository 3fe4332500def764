import { For, type JSX, Show } from "solid-js";
import type { Interview } from "../../../proto/http/interviews.ts";
import { createMedia } from "../../kit/create-media.ts";
import { length, when } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { List } from "../../ui/list.tsx";
import { Table } from "../../ui/table.tsx";
import { kindWords, withoutTask } from "../words.ts";
import { StatusBadge } from "./status-badge.tsx";
import { words } from "./words.ts";
import "./interviews.css";

const columns = [
  { label: words.columns.task },
  { label: words.columns.kind },
  { label: words.columns.when },
  { label: words.columns.length, end: true },
  { label: words.columns.state },
];

/** Interviews as a table, or as rows where the screen is small. */
export function InterviewRows(props: { rows: readonly Interview[] }): JSX.Element {
  const small = createMedia("(max-width: 640px)");
  return (
    <Show when={!small()} fallback={<SmallRows rows={props.rows} />}>
      <Table caption={words.list} columns={columns}>
        <For each={props.rows}>{(interview) => <TableRow interview={interview} />}</For>
      </Table>
    </Show>
  );
}

function TableRow(props: { interview: Interview }): JSX.Element {
  const { now } = useApp();
  return (
    <tr>
      <td>
        <a class="strong plain break" href={`/interviews/${props.interview.id}`}>
          {props.interview.task?.title ?? withoutTask}
        </a>
        <Show when={props.interview.reason}>
          <div class="small soft">{props.interview.reason}</div>
        </Show>
      </td>
      <td class="soft nowrap">{props.interview.task ? kindWords[props.interview.task.kind] : ""}</td>
      <td class="soft num nowrap">{when(props.interview.createdAt, now())}</td>
      <td class="n soft">{lasted(props.interview)}</td>
      <td>
        <StatusBadge status={props.interview.status} />
      </td>
    </tr>
  );
}

function SmallRows(props: { rows: readonly Interview[] }): JSX.Element {
  const { now } = useApp();
  const facts = (it: Interview): string =>
    [it.task && kindWords[it.task.kind], when(it.createdAt, now()), lasted(it)].filter(Boolean).join(", ");
  return (
    <List label={words.list}>
      <For each={props.rows}>
        {(interview) => (
          <li>
            <div class="grow">
              <a class="cover strong break" href={`/interviews/${interview.id}`}>
                {interview.task?.title ?? withoutTask}
              </a>
              <div class="small soft num row-facts">{facts(interview)}</div>
              <StatusBadge status={interview.status} />
            </div>
          </li>
        )}
      </For>
    </List>
  );
}

/** How long it was, where it was. */
export function lasted(interview: Interview): string {
  if (!interview.startedAt || !interview.endedAt) return "";
  return length(new Date(interview.endedAt).getTime() - new Date(interview.startedAt).getTime());
}
