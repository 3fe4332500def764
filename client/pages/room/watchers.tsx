import { For, type JSX, Match, Show, Switch } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import { firstName } from "../../kit/text.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useRoom } from "./in-session.ts";
import { hands, watchers } from "./people.ts";
import { Reactions } from "./reactions.tsx";
import { useRoomUi } from "./room-ui.ts";
import { words as all } from "./words.ts";

const words = all.watchers;

/** The quiet gallery: who watches, and who would like to speak. */
export function Watchers(props: { view: RoomView }): JSX.Element {
  const room = useRoom();
  const people = () => watchers(props.view);
  const head = (): string => {
    const n = people().length;
    if (room.part() === "observer") return words.youAmong(n);
    if (n === 0) return words.none;
    if (room.line() !== "steady") return words.wait(n);
    if (room.mic.state() !== "on" || room.me()?.muted) return words.others(n);
    return room.part() === "seat" || room.part() === "asker" ? words.some(n) : words.others(n);
  };
  return (
    <section class="watchers" aria-label={words.label}>
      <p class="watchers-head tiny faint">{head()}</p>
      <Show when={people().length > 0}>
        <ul tabIndex={0} aria-label={words.label}>
          <For each={people()}>{(person) => <Watcher person={person} />}</For>
        </ul>
      </Show>
      <div class="watchers-note">
        <Reactions view={props.view} />
        <HandNote view={props.view} />
      </div>
    </section>
  );
}

function Watcher(props: { person: PersonView }): JSX.Element {
  const room = useRoom();
  const own = (): boolean => props.person.id === room.me()?.id;
  return (
    <li classList={{ hand: props.person.handMs !== null, away: props.person.awayUntilMs !== null }}>
      <Avatar name={props.person.name} voice={props.person.voice} size="m" />
      <Show when={props.person.handMs !== null}>
        <span class="hand-up">
          <Icon name="hand" size="sm" />
        </span>
      </Show>
      <span class="cut">{own() ? all.stage.you : firstName(props.person.name)}</span>
      <Show when={props.person.handMs !== null}>
        <span class="sr">, {words.handUp}</span>
      </Show>
    </li>
  );
}

function HandNote(props: { view: RoomView }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const up = () => hands(props.view);
  const first = () => up().find((it) => it.id !== room.me()?.id);
  const sentence = (name: string): string => {
    const more = up().filter((it) => it.id !== room.me()?.id).length - 1;
    return more > 0 ? words.want(name, more) : words.wants(name);
  };
  return (
    <p class="small hand-note" role="status">
      <Switch>
        <Match when={room.me()?.handMs}>
          <Icon name="hand" size="sm" />
          <span>{words.yours}</span> <span class="faint only-wide">{words.decides}</span>
        </Match>
        <Match when={first()}>
          {(person) => (
            <>
              <Icon name="hand" size="sm" />
              <span>{sentence(firstName(person().name))}</span>
              <Show when={room.me()?.moderates} fallback={<span class="faint only-wide">{words.decides}</span>}>
                <Button size="small" onClick={() => ui.attempt(() => room.act.giveFloor(person().id))}>
                  {words.youDecide}
                </Button>
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </p>
  );
}
