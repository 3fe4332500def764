import { For, type JSX } from "solid-js";
import type { AuditRow } from "../../../proto/http/admin.ts";
import { createPages } from "../../kit/create-pages.ts";
import { clock, date } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Empty } from "../../ui/empty.tsx";
import { PagesView } from "../../ui/more.tsx";
import { Table } from "../../ui/table.tsx";
import { words as all } from "./words.ts";

const words = all.audit;
const columns = [{ label: words.columns.when }, { label: words.columns.action }, { label: words.columns.actor }, {
  label: words.columns.subject,
}, { label: words.columns.details }];

/** The end of an id: enough to tell two apart, and no name. */
const short = (id: string): string => id.slice(-8);

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const told = (details: AuditRow["details"]): string =>
  Object.entries(details).map(([name, value]) => `${name} ${uuid.test(`${value}`) ? short(`${value}`) : value}`)
    .join(", ");

/** What was done to people, grinds and recordings. */
export function Audit(): JSX.Element {
  const { call } = useApp();
  const rows = createPages(() => true, (_, cursor, signal) => call("GET /admin/audit", { query: { cursor }, signal }));
  return (
    <PagesView of={rows} empty={<Empty icon="list-checks" title={words.none} text={words.noneText} level="h2" />}>
      {(all) => (
        <Table caption={words.list} columns={columns}>
          <For each={all()}>
            {(row) => (
              <tr>
                <td class="num nowrap">{date(row.at)}, {clock(row.at)}</td>
                <td class="mono">{row.action}</td>
                <td class="mono soft">{row.actorId ? short(row.actorId) : words.system}</td>
                <td class="mono soft">{row.subjectId ? short(row.subjectId) : ""}</td>
                <td class="mono soft">{told(row.details)}</td>
              </tr>
            )}
          </For>
        </Table>
      )}
    </PagesView>
  );
}
