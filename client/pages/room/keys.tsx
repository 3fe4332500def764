import { For, type JSX, onCleanup, onMount } from "solid-js";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/choice.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import type { Room } from "../../state/room/room.ts";
import { useRoom } from "./in-session.ts";
import { asksMe } from "./interviewer.ts";
import { interviewerWords } from "./interviewer-words.ts";
import { type RoomUi, useRoomUi } from "./room-ui.ts";
import { words as all } from "./words.ts";
import "../../ui/keys.css";

const words = all.help;

/** What a key does now; undefined: nothing. */
export function keyAction(
  key: string,
  room: Pick<Room, "part" | "mic" | "camera" | "act" | "me" | "view">,
  ui: RoomUi,
) {
  const speaks = room.part() !== "observer";
  const actions: Readonly<Record<string, (() => void) | false>> = {
    m: speaks && (() => ui.attempt(() => room.mic.toggle())),
    v: speaks && (() => ui.attempt(() => room.camera.toggle())),
    h: room.part() !== "seat" && (() => ui.attempt(() => room.act.raiseHand(room.me()?.handMs === null))),
    c: () => ui.captions[1](!ui.captions[0]()),
    t: speaks && (() => ui.setTyping(!ui.typing())),
    w: asksMe(room) && (() => ui.attempt(() => room.act.takeTime())),
    i: asksMe(room) && (() => ui.attempt(() => ui.hint.ask(interviewerWords.hintLine))),
    k: () => ui.show("chat"),
    "?": () => ui.open("help"),
  };
  return actions[key] || undefined;
}

/** Single keys do what is needed most, but never while somebody types, and only as long as one wants it. */
export function useKeys(): void {
  const room = useRoom();
  const ui = useRoomUi();
  const press = (event: KeyboardEvent): void => {
    if (!ui.keys[0]() || ui.dialog() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const target = event.target;
    if (target instanceof Element && target.closest("input, textarea, select, [contenteditable], dialog, .menu")) {
      return;
    }
    const action = keyAction(event.key.length === 1 ? event.key.toLowerCase() : event.key, room, ui);
    if (!action) return;
    event.preventDefault();
    action();
  };
  onMount(() => addEventListener("keydown", press));
  onCleanup(() => removeEventListener("keydown", press));
}

/** Which keys do what, and whether they do. */
export function HelpDialog(): JSX.Element {
  const ui = useRoomUi();
  const foot = (
    <>
      <span class="grow" />
      <Button onClick={ui.close}>{words.close}</Button>
    </>
  );
  return (
    <Dialog open title={words.title} onClose={ui.close} foot={foot}>
      <Switch checked={ui.keys[0]()} onChange={ui.keys[1]} hint={words.onHint}>
        <span class="strong">{words.on}</span>
      </Switch>
      <dl class="key-list">
        <For each={Object.entries(words.keys)}>
          {([key, does]) => (
            <div>
              <dt>
                <kbd>{key.toUpperCase()}</kbd>
              </dt>
              <dd class="small">{does}</dd>
            </div>
          )}
        </For>
      </dl>
    </Dialog>
  );
}
