import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import type { RoomView } from "../../../proto/live/view.ts";
import { firstName } from "../../kit/text.ts";
import { clock } from "../../kit/time.ts";
import type { ShownLine } from "../../state/room/room.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { useRoom } from "./in-session.ts";
import { useRoomUi } from "./room-ui.ts";
import { words as all } from "./words.ts";

const words = all.chat;

/** What people write. Who is being interviewed sees it after their turn, so that nothing pulls them away. */
export function ChatPanel(props: { view: RoomView }): JSX.Element {
  const room = useRoom();
  const waits = (): boolean => props.view.interview !== null && room.part() === "seat";
  return (
    <Show
      when={!waits()}
      fallback={
        <Banner icon="eye-off">
          <p>{words.waits(room.unread())}</p>
        </Banner>
      }
    >
      <Lines view={props.view} />
      <Composer view={props.view} />
    </Show>
  );
}

function Lines(props: { view: RoomView }): JSX.Element {
  const room = useRoom();
  let list: HTMLDivElement | undefined;
  createEffect(on(() => room.chat().length, () => {
    room.readChat();
    if (list) list.scrollTop = list.scrollHeight;
  }));
  return (
    <div class="chat-lines" role="log" aria-label={words.label} ref={(it) => (list = it)} tabIndex={0}>
      <For each={room.chat()} fallback={<p class="small soft">{words.empty}</p>}>
        {(line) => <Line line={line} voice={props.view.people[line.personId]?.voice} />}
      </For>
    </div>
  );
}

function Line(props: { line: ShownLine; voice: number | undefined }): JSX.Element {
  return (
    <div class="chat-line" classList={{ pending: props.line.pending }}>
      <Avatar name={props.line.name} id={props.line.personId} voice={props.voice} size="s" />
      <div class="grow">
        <span class="small strong">{firstName(props.line.name)}</span>{" "}
        <span class="tiny faint num">{props.line.pending ? words.sending : clock(new Date(props.line.atMs))}</span>
        <p class="small lines break">{props.line.text}</p>
      </div>
    </div>
  );
}

function Composer(props: { view: RoomView }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const [text, setText] = createSignal("");
  const seat = () => {
    const id = props.view.interview === null ? null : props.view.seatId;
    return id === null ? undefined : props.view.people[id];
  };
  const send = (event: Event): void => {
    event.preventDefault();
    const said = text().trim();
    if (said === "") return;
    setText("");
    ui.attempt(() => room.act.say(said));
  };
  return (
    <form class="composer" onSubmit={send}>
      <Show when={seat()}>{(person) => <p class="tiny faint">{words.later(firstName(person().name))}</p>}</Show>
      <div class="row">
        <input
          class="input"
          aria-label={words.write}
          placeholder={words.write}
          maxLength={1000}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" icon="arrow-up" iconOnly>{words.send}</Button>
      </div>
    </form>
  );
}
