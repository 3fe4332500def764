import { useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import type { Session } from "../../../proto/http/sessions.ts";
import { Refusal } from "../../kit/refusal.ts";
import { clock, dayName } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { useInSession } from "../room/in-session.ts";
import { words } from "./words.ts";

type Props = {
  session: Session;
  able: boolean;
  /** The microphone was closed by hand, and is closed. */
  silent: boolean;
  onGo: () => void;
};

/** The way in: into the seat where it is free, or to watch. */
export function GoIn(props: Props): JSX.Element {
  const app = useApp();
  const navigate = useNavigate();
  const { id, room, pass } = useInSession();
  const mine = (): boolean => {
    const first = props.session.firstSeat?.id;
    return first === undefined || first === app.session.me()?.id;
  };
  const alone = (): boolean => props.session.grind === null;
  const noMic = (): boolean => room.devices.problem("mic") !== undefined;
  const go = async (seat: boolean): Promise<void> => {
    const { silent } = props;
    props.onGo();
    pass();
    const mic = seat && !noMic() && !silent;
    await (mic ? room.mic.on() : room.mic.off());
    if (seat && room.devices.picture()) await room.camera.on();
    navigate(`/sessions/${id}`);
    await room.join();
    if (seat && room.view()?.seatId === null) await room.act.takeSeat();
  };
  const press = async (seat: boolean): Promise<void> => {
    room.pressed();
    try {
      await go(seat);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      app.toasts.say(error.message);
    }
  };
  return (
    <div class="stack">
      <Show when={mine()}>
        <Button
          kind={noMic() && !alone() ? "quiet" : "primary"}
          size="tall"
          icon="armchair"
          disabled={!props.able}
          onClick={() => void press(true)}
        >
          {alone() ? words.begin : words.seat}
        </Button>
      </Show>
      <Show when={!alone()}>
        <Button
          kind={mine() && !noMic() ? "quiet" : "primary"}
          size="tall"
          disabled={!props.able}
          onClick={() => void press(false)}
        >
          {words.watch}
        </Button>
      </Show>
      <Show when={noMic()}>
        <p class="small strong">{alone() ? words.noMicAlone : words.noMic}</p>
      </Show>
      <Show when={mine() && props.silent && !noMic()}>
        <p class="small strong">{words.silent}</p>
      </Show>
      <p class="small soft">
        <Show when={props.session.state === "scheduled"}>
          {words.notStarted(`${dayName(props.session.startsAt, app.now())}, ${clock(props.session.startsAt)}`)}
          {" "}
        </Show>
        {alone() ? words.insideAlone : words.inside}
      </p>
    </div>
  );
}
