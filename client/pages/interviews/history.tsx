import { createMemo, createSignal, type JSX } from "solid-js";
import type { Interview } from "../../../proto/http/interviews.ts";
import type { TaskCard } from "../../../proto/http/tasks.ts";
import { createCalm } from "../../kit/create-late.ts";
import { createPages } from "../../kit/create-pages.ts";
import { useApp } from "../../state/app-state.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { SearchField, Select } from "../../ui/field.tsx";
import { PagesView } from "../../ui/more.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { kindWords, statusWords } from "../words.ts";
import { InterviewRows } from "./interview-rows.tsx";
import { takeWords } from "./take-words.ts";
import { words } from "./words.ts";

const options = (
  all: string,
  named: Record<string, string>,
) => [{ value: "", label: all }, ...Object.entries(named).map(([value, label]) => ({ value, label }))];

/** One's interviews, newest first. */
export function History(): JSX.Element {
  const { call } = useApp();
  const [search, setSearch] = createSignal("");
  const [kind, setKind] = createSignal("");
  const [status, setStatus] = createSignal("");
  const calmSearch = createCalm(() => search().trim(), 250);
  const filters = createMemo(() => ({
    q: calmSearch() || undefined,
    kind: (kind() || undefined) as TaskCard["kind"] | undefined,
    status: (status() || undefined) as Interview["status"] | undefined,
  }));
  const interviews = createPages(
    filters,
    (now, cursor, signal) => call("GET /interviews/history", { query: { ...now, cursor }, signal }),
  );
  const filtered = (): boolean => Boolean(filters().q ?? filters().kind ?? filters().status);
  const clear = (): void => {
    setSearch("");
    setKind("");
    setStatus("");
  };
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <div class="stack loose">
        <div class="filters" role="search" aria-label={words.search}>
          <SearchField label={words.search} value={search()} onInput={setSearch} />
          <Select
            label={words.kind}
            quietLabel
            value={kind()}
            options={options(words.allKinds, kindWords)}
            onChange={setKind}
          />
          <Select
            label={words.status}
            quietLabel
            value={status()}
            options={options(words.allStates, statusWords)}
            onChange={setStatus}
          />
        </div>
        <PagesView of={interviews} empty={<None filtered={filtered()} onClear={clear} />}>
          {(rows) => <InterviewRows rows={rows()} />}
        </PagesView>
        <p class="small">
          <a href="/interviews/heard">{takeWords.heard.link}</a>
        </p>
      </div>
    </>
  );
}

function None(props: { filtered: boolean; onClear: () => void }): JSX.Element {
  return props.filtered
    ? (
      <Empty icon="search" title={words.noneTitle} text={words.noneText} level="h2">
        <Button onClick={() => props.onClear()}>{words.clear}</Button>
      </Empty>
    )
    : (
      <Empty icon="armchair" title={words.emptyTitle} text={words.emptyText} level="h2">
        <LinkButton kind="primary" href="/tasks">{words.tasks}</LinkButton>
      </Empty>
    );
}
