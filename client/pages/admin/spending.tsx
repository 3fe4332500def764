import { For, type JSX, Show } from "solid-js";
import type { Answer } from "../../../proto/http.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { date } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Empty } from "../../ui/empty.tsx";
import { Facts } from "../../ui/facts.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { Table } from "../../ui/table.tsx";
import { words as all } from "./words.ts";

const words = all.spending;
type Spending = Answer<"GET /admin/spending">;

/** What was used of services outside that cost money, by day and by person, and how much a day may be used. */
export function SpendingPart(): JSX.Element {
  const { call } = useApp();
  const spending = createRemote(() => true, (_, signal) => call("GET /admin/spending", { signal }));
  return <RemoteView of={spending} what={words.what}>{(data) => <Loaded of={data()} />}</RemoteView>;
}

function Loaded(props: { of: Spending }): JSX.Element {
  return (
    <div class="stack far">
      <Show when={props.of.limits} fallback={<p class="soft read">{words.none}</p>}>
        {(limits) => (
          <section class="card stack loose" aria-label={words.limits}>
            <h2>{words.limits}</h2>
            <Facts
              of={[
                { name: words.person, value: words.minutesADay(limits().person) },
                { name: words.grind, value: words.minutesADay(limits().grind) },
                { name: words.instance, value: words.minutesADay(limits().instance) },
              ]}
            />
            <p class="small soft">{words.limitsText}</p>
          </section>
        )}
      </Show>
      <Show
        when={props.of.days.length > 0}
        fallback={<Empty icon="clock" title={words.nothing} text={words.nothingText} level="h2" />}
      >
        <Days of={props.of.days} />
        <Rows of={props.of.rows} />
      </Show>
    </div>
  );
}

const dayColumns = [{ label: words.day }, { label: words.service }, { label: words.used, end: true }];

function Days(props: { of: Spending["days"] }): JSX.Element {
  return (
    <div class="stack">
      <h2>{words.byDay}</h2>
      <Table caption={words.byDay} columns={dayColumns}>
        <For each={props.of}>
          {(row) => (
            <tr>
              <td class="num nowrap">{date(row.day)}</td>
              <td>{row.provider}</td>
              <td class="n">{words.minutes(row.seconds)}</td>
            </tr>
          )}
        </For>
      </Table>
    </div>
  );
}

const rowColumns = [
  { label: words.day },
  { label: words.who },
  { label: words.where },
  { label: words.service },
  { label: words.used, end: true },
];

function Rows(props: { of: Spending["rows"] }): JSX.Element {
  return (
    <div class="stack">
      <h2>{words.byPerson}</h2>
      <Table caption={words.byPerson} columns={rowColumns}>
        <For each={props.of}>
          {(row) => (
            <tr>
              <td class="num nowrap">{date(row.day)}</td>
              <td class="break">{row.personName ?? words.gone}</td>
              <td class="soft break">{row.grindId === null ? words.alone : row.grindName ?? words.gone}</td>
              <td>{row.provider}</td>
              <td class="n">{words.minutes(row.seconds)}</td>
            </tr>
          )}
        </For>
      </Table>
    </div>
  );
}
