import { For, type JSX, Show } from "solid-js";
import { count } from "../../kit/text.ts";
import { useApp } from "../../state/app-state.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { List, Row, Section } from "../../ui/list.tsx";
import { roleWords } from "../words.ts";
import { words } from "./words.ts";

/** For somebody who is new: the one thing to do first. */
export function Start(): JSX.Element {
  return (
    <section class="card now-card" aria-label={words.firstTitle}>
      <h2 class="live-title">{words.firstTitle}</h2>
      <p class="soft read">{words.firstText}</p>
      <div class="form-foot start-foot">
        <LinkButton kind="primary" size="tall" href="/grinds/new">{words.createGrind}</LinkButton>
        <LinkButton size="tall" href="/tasks">{words.lookAtTasks}</LinkButton>
      </div>
    </section>
  );
}

/** Beside the day: one's grinds, and the next useful step. */
export function Aside(): JSX.Element {
  const { grinds } = useApp();
  const alone = () => grinds.data()?.find((grind) => grind.members === 1 && grind.role !== "member");
  const hasGrinds = (): boolean => (grinds.data()?.length ?? 0) > 0;
  return (
    <aside class="stack far">
      <Show when={alone()}>
        {(grind) => (
          <Step title={words.inviteTitle} text={words.inviteText(grind().name)}>
            <LinkButton kind="primary" icon="user-plus" href={`/grinds/${grind().id}/members`}>
              {words.invite}
            </LinkButton>
          </Step>
        )}
      </Show>
      <Show when={hasGrinds()}>
        <Step title={words.taskTitle} text={words.taskText}>
          <LinkButton kind={alone() ? "quiet" : "primary"} icon="list-checks" href="/tasks">
            {words.lookAtTasks}
          </LinkButton>
        </Step>
        <Section title={words.yourGrinds}>
          <List>
            <For each={grinds.data()}>
              {(grind) => (
                <Row
                  title={grind.name}
                  href={`/grinds/${grind.id}`}
                  detail={`${count(grind.members, "member")}. ${roleWords[grind.role]}.`}
                  before={
                    <span class="avatar" aria-hidden="true">
                      <Icon name="users" size="sm" />
                    </span>
                  }
                />
              )}
            </For>
          </List>
        </Section>
      </Show>
    </aside>
  );
}

function Step(props: { title: string; text: string; children: JSX.Element }): JSX.Element {
  return (
    <section class="card stack" aria-label={props.title}>
      <h2>{props.title}</h2>
      <p class="small soft">{props.text}</p>
      <div>{props.children}</div>
    </section>
  );
}
