import { type JSX, Show } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import { Button } from "../../ui/button.tsx";
import { useRoom } from "./in-session.ts";
import { interviewerWords } from "./interviewer-words.ts";
import { ownOver } from "./notices.tsx";
import { useRoomUi } from "./room-ui.ts";
import { words as all } from "./words.ts";

const words = all.controls;

/** The way on: the interview for who sits in the seat, the door for everybody else. */
export function WayOn(props: { view: RoomView; me: PersonView }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const over = () => ownOver(props.view, props.me);
  return (
    <div class="way-on">
      <Show
        when={props.me.part === "seat"}
        fallback={
          <Button size="tall" icon="log-out" onClick={() => void room.leave()}>
            {props.me.part === "observer" ? words.leaveQuietly : words.leave}
          </Button>
        }
      >
        <Show when={props.view.grind}>
          <Button size="tall" class="only-wide" onClick={() => ui.open("handover")}>{words.handOver}</Button>
        </Show>
        <Show
          when={props.view.interview}
          fallback={
            <Button
              kind={over() ? "quiet" : "primary"}
              size="tall"
              class="start"
              onClick={() => ui.attempt(() => room.act.startInterview())}
            >
              {over() ? interviewerWords.over.again : words.start}
            </Button>
          }
        >
          <Button size="tall" kind="danger" onClick={() => ui.open("end")}>{words.end}</Button>
        </Show>
      </Show>
    </div>
  );
}
