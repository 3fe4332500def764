import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from "solid-js";
import type { RoomView } from "../../../proto/live/view.ts";
import type { Caption } from "../../../proto/signaling.ts";
import { firstName } from "../../kit/text.ts";
import { VoiceMark } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { useRoom } from "./in-session.ts";
import { called } from "./interviewer.ts";
import { useRoomUi } from "./room-ui.ts";
import { words as all } from "./words.ts";

const words = all.captions;

/** How many lines stay in sight of a scroll. Higher lets one read back further, lower keeps the page light. */
const shownLines = 60;

/** What is said and typed, as text. A line that is still being said is replaced until it is final. */
export function Captions(): JSX.Element {
  const room = useRoom();
  let list: HTMLDivElement | undefined;
  const lines = () => room.captions().slice(-shownLines);
  const ids = createMemo<readonly string[]>((before) => {
    const now = lines().map((it) => it.id);
    return now.join() === before.join() ? before : now;
  }, []);
  createEffect(on(lines, () => {
    if (list) list.scrollTop = list.scrollHeight;
  }));
  return (
    <>
      <div class="captions" ref={(it) => (list = it)} role="region" aria-label={words.label} tabIndex={0}>
        <For each={ids()} fallback={<p class="small soft">{emptyOf(room.view())}</p>}>
          {(id) => <Show when={lines().find((it) => it.id === id)}>{(line) => <Line line={line()} />}</Show>}
        </For>
      </div>
      <Told lines={lines()} />
    </>
  );
}

/** Why nothing stands there yet, and what will. */
function emptyOf(view: RoomView | undefined): string {
  if (!view?.interviewer) return words.empty;
  if (!called(view.interviewer)) return words.emptyAhead;
  return view.interviewer.outside === null ? words.emptyLocal : words.emptyWritten;
}

/** Reads out what others said, once it is whole: not each word as it comes, and not what one said oneself. */
function Told(props: { lines: readonly Caption[] }): JSX.Element {
  const room = useRoom();
  const last = () => props.lines.findLast((it) => it.final && it.personId !== room.me()?.id);
  return <span class="sr" aria-live="polite">{last()?.text}</span>;
}

function Line(props: { line: Caption }): JSX.Element {
  const room = useRoom();
  const person = () => props.line.personId === null ? undefined : room.view()?.people[props.line.personId];
  const name = (): string => {
    if (props.line.personId === null) return words.interviewer;
    if (props.line.personId === room.me()?.id) return all.stage.you;
    return firstName(person()?.name ?? "");
  };
  return (
    <p class="caption">
      <VoiceMark voice={person()?.voice ?? 2} />
      <b class="cut">{name()}</b>
      <span class="break" classList={{ faint: !props.line.final }}>
        {props.line.text}
        <Show when={props.line.typed}>
          <span class="tiny faint">{words.typed}</span>
        </Show>
      </span>
    </p>
  );
}

/** A line to type what one would say. */
export function TypeLine(): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const [text, setText] = createSignal("");
  const send = (event: Event): void => {
    event.preventDefault();
    const line = text().trim();
    if (line === "") return;
    ui.attempt(async () => {
      await room.act.typeLine(line);
      setText((now) => now.trim() === line ? "" : now);
    });
  };
  return (
    <form class="row type-line" onSubmit={send}>
      <input
        ref={(it) => queueMicrotask(() => it.focus())}
        class="input"
        aria-label={words.type}
        placeholder={words.type}
        maxLength={1000}
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && ui.setTyping(false)}
      />
      <Button type="submit" icon="arrow-up" iconOnly>{words.send}</Button>
    </form>
  );
}
