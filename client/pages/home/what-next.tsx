import { For, type JSX, Show } from "solid-js";
import { count } from "../../kit/text.ts";
import { useApp } from "../../state/app-state.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { List, Row, Section } from "../../ui/list.tsx";
import { roleWords } from "../words.ts";
import { words } from "./words.ts";

/** The one thing to do first: make a grind, then invite somebody, then pick a task. */
export function FirstStep(): JSX.Element {
  const { grinds } = useApp();
  const alone = () => grinds.data()?.find((grind) => grind.members === 1 && grind.role !== "member");
  return (
    <Show when={grinds.data()}>
      {(all) => (
        <Show when={all().length > 0} fallback={<Start />}>
          <Show when={alone()} fallback={<PickTask />}>
            {(grind) => (
              <Step title={words.inviteTitle} text={words.inviteText(grind().name)}>
                <LinkButton kind="primary" size="tall" icon="user-plus" href={`/grinds/${grind().id}/members`}>
                  {words.invite}
                </LinkButton>
                <LinkButton size="tall" href="/tasks">{words.lookAtTasks}</LinkButton>
              </Step>
            )}
          </Show>
        </Show>
      )}
    </Show>
  );
}

function Start(): JSX.Element {
  return (
    <Step title={words.firstTitle} text={words.firstText}>
      <LinkButton kind="primary" size="tall" href="/grinds/new">{words.createGrind}</LinkButton>
      <LinkButton size="tall" href="/tasks">{words.lookAtTasks}</LinkButton>
    </Step>
  );
}

function PickTask(): JSX.Element {
  return (
    <Step title={words.taskTitle} text={words.taskText}>
      <LinkButton kind="primary" size="tall" icon="list-checks" href="/tasks">{words.lookAtTasks}</LinkButton>
    </Step>
  );
}

function Step(props: { title: string; text: string; children: JSX.Element }): JSX.Element {
  return (
    <section class="card now-card" aria-label={props.title}>
      <h2 class="live-title">{props.title}</h2>
      <p class="soft read">{props.text}</p>
      <div class="form-foot start-foot">{props.children}</div>
    </section>
  );
}

/** Beside the day: one's grinds. */
export function Aside(): JSX.Element {
  const { grinds } = useApp();
  return (
    <aside class="stack far">
      <Show when={(grinds.data()?.length ?? 0) > 0}>
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
