import { createSignal, For, type JSX, Show } from "solid-js";
import type { AdminPerson } from "../../../proto/http/admin.ts";
import { createCalm } from "../../kit/create-late.ts";
import { createPages } from "../../kit/create-pages.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { ago, date } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Empty } from "../../ui/empty.tsx";
import { SearchField } from "../../ui/field.tsx";
import { List, Row } from "../../ui/list.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { PagesView } from "../../ui/more.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { Block, RemovePerson, ResetLink } from "./person-dialogs.tsx";
import { words as all } from "./words.ts";

const words = all.people;

type Asked = { what: "reset" | "block" | "remove"; person: AdminPerson };
type Change = { blocked?: boolean; admin?: boolean };

/** Everybody with an account. */
export function People(): JSX.Element {
  const { call, toasts } = useApp();
  const [search, setSearch] = createSignal("");
  const q = createCalm(() => search().trim(), 250);
  const people = createPages(
    q,
    (now, cursor, signal) => call("GET /admin/people", { query: { q: now || undefined, cursor }, signal }),
  );
  const [asked, setAsked] = createSignal<Asked>();
  const askedFor = (what: Asked["what"]): AdminPerson | undefined =>
    asked()?.what === what ? asked()?.person : undefined;
  const put = (now: AdminPerson): void => people.change((rows) => rows.map((row) => row.id === now.id ? now : row));

  let wanted: { person: AdminPerson; change: Change } | undefined;
  const change = createSubmit(async () => {
    if (!wanted) return;
    const now = await call("PATCH /admin/people/:id", { params: { id: wanted.person.id }, body: wanted.change });
    put(now);
    toasts.say(words.changed(now.name));
  });
  const set = (person: AdminPerson, what: Change): void => {
    wanted = { person, change: what };
    void change.run();
  };
  const close = (): void => {
    setAsked(undefined);
  };
  return (
    <div class="stack loose">
      <div class="filters" role="search" aria-label={words.search}>
        <SearchField label={words.search} value={search()} onInput={setSearch} />
      </div>
      <Show when={change.refusal()}>
        {(refusal) => <RefusalBanner refusal={refusal()} kept="Nothing was changed." />}
      </Show>
      <PagesView of={people} empty={<Empty icon="search" title={words.none} text={words.noneText} level="h2" />}>
        {(rows) => (
          <List label={words.list}>
            <For each={rows()}>
              {(person) => (
                <PersonRow
                  person={person}
                  items={itemsFor(person, { set, ask: (what) => setAsked({ what, person }) })}
                />
              )}
            </For>
          </List>
        )}
      </PagesView>
      <ResetLink person={askedFor("reset")} onClose={close} />
      <Block person={askedFor("block")} onClose={close} onDone={put} />
      <RemovePerson
        person={askedFor("remove")}
        onClose={close}
        onDone={(gone) => people.change((rows) => rows.filter((row) => row.id !== gone.id))}
      />
    </div>
  );
}

type Does = { set: (person: AdminPerson, change: Change) => void; ask: (what: Asked["what"]) => void };

function itemsFor(person: AdminPerson, does: Does): MenuItem[] {
  return [
    { label: words.reset, icon: "link", run: () => does.ask("reset") },
    person.admin
      ? { label: words.unmakeAdmin, icon: "shield", run: () => does.set(person, { admin: false }) }
      : { label: words.makeAdmin, icon: "shield", run: () => does.set(person, { admin: true }) },
    person.blocked
      ? { label: words.unblock, icon: "check", run: () => does.set(person, { blocked: false }) }
      : { label: words.block, icon: "lock", run: () => does.ask("block") },
    { label: words.remove, icon: "trash-2", bad: true, run: () => does.ask("remove") },
  ];
}

function PersonRow(props: { person: AdminPerson; items: MenuItem[] }): JSX.Element {
  const { now } = useApp();
  const seen = (): string => words.seen(props.person.lastSeenAt === null ? null : ago(props.person.lastSeenAt, now()));
  return (
    <Row
      title={props.person.name}
      detail={
        <>
          <span class="break">{props.person.email}</span>
          <br />
          {words.has(props.person.grinds, props.person.interviews)}, {words.since(date(props.person.createdAt))},{" "}
          {seen()}
        </>
      }
      before={<Avatar name={props.person.name} id={props.person.id} />}
      after={
        <>
          <Show when={props.person.admin}>
            <Badge>{words.admin}</Badge>
          </Show>
          <Show when={props.person.blocked}>
            <Badge tone="bad" icon="lock">{words.blocked}</Badge>
          </Show>
          <Menu label={words.actions(props.person.name)} items={props.items} />
        </>
      }
    />
  );
}
