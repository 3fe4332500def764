import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import type { TaskCard } from "../../../proto/http/tasks.ts";
import { createCalm } from "../../kit/create-late.ts";
import { createPages, type PageOf } from "../../kit/create-pages.ts";
import { Badge, DifficultyBars } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { SearchField, Select } from "../../ui/field.tsx";
import { List } from "../../ui/list.tsx";
import { PagesView } from "../../ui/more.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { kindWords } from "../words.ts";
import { words } from "./words.ts";
import "./tasks.css";

export type TaskFilters = {
  q?: string | undefined;
  kind?: TaskCard["kind"] | undefined;
  difficulty?: TaskCard["difficulty"] | undefined;
  own?: "true" | undefined;
};

type Props = {
  fetch: (filters: TaskFilters, cursor: string | undefined, signal: AbortSignal) => Promise<PageOf<TaskCard>>;
  /** A grind's list: its own tasks can be looked at alone. */
  own?: boolean;
  grindId?: string;
  action?: JSX.Element;
};

const kinds = [
  { value: "", label: words.allKinds },
  ...Object.entries(kindWords).map(([value, label]) => ({ value, label })),
];
const difficulties = [
  { value: "", label: words.allDifficulties },
  ...["Easy", "Medium", "Hard"].map((it) => ({ value: it, label: it })),
];

/** Tasks with search and filters, page by page. */
export function TaskList(props: Props): JSX.Element {
  const [search, setSearch] = createSignal("");
  const [kind, setKind] = createSignal("");
  const [difficulty, setDifficulty] = createSignal("");
  const [whose, setWhose] = createSignal<"all" | "own">("all");
  const calmSearch = createCalm(() => search().trim(), 250);
  const filters = createMemo((): TaskFilters => ({
    q: calmSearch() || undefined,
    kind: (kind() || undefined) as TaskFilters["kind"],
    difficulty: (difficulty() || undefined) as TaskFilters["difficulty"],
    own: whose() === "own" ? "true" : undefined,
  }));
  const tasks = createPages(filters, (now, cursor, signal) => props.fetch(now, cursor, signal));
  const filtered = (): boolean => Boolean(filters().q ?? filters().kind ?? filters().difficulty);
  const clear = (): void => {
    setSearch("");
    setKind("");
    setDifficulty("");
  };
  return (
    <div class="stack loose">
      <div class="filters" role="search" aria-label={words.search}>
        <SearchField label={words.search} value={search()} onInput={setSearch} />
        <Select label={words.kind} quietLabel value={kind()} options={kinds} onChange={setKind} />
        <Select
          label={words.difficulty}
          quietLabel
          value={difficulty()}
          options={difficulties}
          onChange={setDifficulty}
        />
        <Show when={props.own}>
          <Segmented
            label={words.whose}
            value={whose()}
            options={[{ value: "all", label: words.everything }, { value: "own", label: words.own }]}
            onChange={setWhose}
          />
        </Show>
        {props.action}
      </div>
      <PagesView of={tasks} empty={<None filtered={filtered()} onClear={clear} />}>
        {(rows) => (
          <List label={words.list} class="tasks">
            <For each={rows()}>{(task) => <TaskRow task={task} grindId={props.grindId} />}</For>
          </List>
        )}
      </PagesView>
    </div>
  );
}

function None(props: { filtered: boolean; onClear: () => void }): JSX.Element {
  return (
    <Show
      when={props.filtered}
      fallback={<Empty icon="pencil" title={words.noOwnTitle} text={words.noOwnText} level="h2" />}
    >
      <Empty icon="search" title={words.noneTitle} text={words.noneText} level="h2">
        <Button onClick={() => props.onClear()}>{words.clear}</Button>
      </Empty>
    </Show>
  );
}

function TaskRow(props: { task: TaskCard; grindId: string | undefined }): JSX.Element {
  const href = (): string => `/tasks/${props.task.id}${props.grindId ? `?grind=${props.grindId}` : ""}`;
  return (
    <li>
      <div class="grow">
        <a class="cover strong break" href={href()}>{props.task.title}</a>
        <Show when={props.task.grindId}>
          <Badge>{words.ownBadge}</Badge>
        </Show>
        <div class="small soft">{props.task.teaser}</div>
        <div class="small soft row wrap only-small task-facts">
          <span>{kindWords[props.task.kind]}</span>
          <DifficultyBars of={props.task.difficulty} />
          <span class="num">{words.minutes(props.task.minutes)}</span>
        </div>
      </div>
      <span class="small soft only-wide task-kind">{kindWords[props.task.kind]}</span>
      <span class="small only-wide task-difficulty">
        <DifficultyBars of={props.task.difficulty} />
      </span>
      <span class="small soft num only-wide task-minutes">{words.minutes(props.task.minutes)}</span>
    </li>
  );
}
