import { useNavigate } from "@solidjs/router";
import { createEffect, type JSX, onMount, Show } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import { useApp } from "../../state/app-state.ts";
import { createHintWish } from "../../state/room/hint-wish.ts";
import { FallbackNote } from "../fallback/note.tsx";
import { Captions, TypeLine } from "./captions.tsx";
import { Controls } from "./controls.tsx";
import { Dialogs } from "./dialogs.tsx";
import { Countdown } from "./handover.tsx";
import { useInSession } from "./in-session.ts";
import { useKeys } from "./keys.tsx";
import { useLive } from "./live.ts";
import { Notice, Over, ownOver } from "./notices.tsx";
import { Outside } from "./outside.tsx";
import { Panel } from "./panel.tsx";
import { createRoomUi, RoomUiContext, useRoomUi } from "./room-ui.ts";
import { SimpleNote } from "./simple-note.tsx";
import { Stage } from "./stage.tsx";
import { Top } from "./top.tsx";
import { Trouble } from "./trouble.tsx";
import { Watchers } from "./watchers.tsx";
import { words } from "./words.ts";
import "./room.css";
import "./low-windows.css";

/** A live room. Who comes by a link is checked first; who only loaded the page again is back at once. */
export function RoomPage(): JSX.Element {
  const { id, room, checked } = useInSession();
  const app = useApp();
  const navigate = useNavigate();
  const ui = createRoomUi(app.toasts, createHintWish(room), useLive().looks);
  onMount(() => {
    if (checked() || room.screen() !== "initializing") return;
    if (room.returning) void room.join();
    else navigate(`/sessions/${id}/check`, { replace: true });
  });
  const inside = () => {
    const view = room.view();
    const me = room.me();
    return room.screen() === "live" && view && me ? { view, me } : undefined;
  };
  return (
    <RoomUiContext.Provider value={ui}>
      <Show when={inside()} fallback={<Outside />}>{(it) => <Inside view={it().view} me={it().me} />}</Show>
    </RoomUiContext.Provider>
  );
}

function Inside(props: { view: RoomView; me: PersonView }): JSX.Element {
  const app = useApp();
  const ui = useRoomUi();
  useKeys();
  createEffect<RoomView["lastEnd"]>((before) => {
    const end = props.view.lastEnd;
    const news = end && before !== undefined && before?.interviewId !== end.interviewId;
    // One's own is said on the page itself, with the way to it.
    if (news && !ownOver(props.view, props.me)) {
      app.toasts.say(words.ends.interview[end.end]);
    }
    return end;
  });
  return (
    <div class="room">
      <Top view={props.view} me={props.me} />
      <main class="room-main" id="main">
        <div class="stage-area">
          <div class="room-notes">
            <Notice />
            <Trouble view={props.view} me={props.me} />
            <FallbackNote />
            <SimpleNote />
            <Countdown view={props.view} me={props.me} />
            <Over view={props.view} me={props.me} />
          </div>
          <Stage view={props.view} />
          <div class="said">
            <Show when={ui.captions[0]()}>
              <Captions />
            </Show>
            <Show when={ui.typing()}>
              <TypeLine />
            </Show>
          </div>
          <Show when={props.view.grind}>
            <Watchers view={props.view} />
          </Show>
        </div>
        <Panel view={props.view} />
      </main>
      <Controls view={props.view} me={props.me} />
      <Dialogs view={props.view} me={props.me} />
    </div>
  );
}
