import { type JSX, Show } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import { Icon } from "../../ui/icon.tsx";
import { Control } from "./control.tsx";
import { heardBy } from "./heard.ts";
import { useRoom } from "./in-session.ts";
import { ReactControl } from "./react-control.tsx";
import { useRoomUi } from "./room-ui.ts";
import { speakUp } from "./speak-up.ts";
import { WayOn } from "./way-on.tsx";
import { words as all } from "./words.ts";

const words = all.controls;

/** Under the stage: who hears one, what one can do, and the way on. */
export function Controls(props: { view: RoomView; me: PersonView }): JSX.Element {
  return (
    <footer class="controls">
      <HeardLine view={props.view} me={props.me} />
      <div class="control-row" role="group" aria-label={words.label}>
        <Show when={props.me.part !== "observer"} fallback={<WatcherControls view={props.view} me={props.me} />}>
          <SpeakerControls view={props.view} me={props.me} />
        </Show>
      </div>
      <WayOn view={props.view} me={props.me} />
    </footer>
  );
}

type Props = { view: RoomView; me: PersonView };

/** The one sentence that says who hears one now. */
function HeardLine(props: Props): JSX.Element {
  const room = useRoom();
  const heard = () => heardBy({ view: props.view, me: props.me, line: room.line(), mic: room.mic.state() });
  return (
    <p class="heard" role="status">
      <b class="small strong">
        <Icon name={heard().yes ? "ear" : "ear-off"} size="sm" />
        {heard().who}
      </b>
      <span class="tiny faint cut">{heard().more}</span>
    </p>
  );
}

function SpeakerControls(props: Props): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const picture = (): boolean => props.me.part !== "speaker" || props.view.mode === "open";
  const lit = (state: string): boolean => state === "on" || state === "starting";
  return (
    <>
      <Control
        icon={lit(room.mic.state()) ? "mic" : "mic-off"}
        label={lit(room.mic.state()) ? words.mute : words.unmute}
        name={lit(room.mic.state()) ? words.micOn : words.micOff}
        busy={room.mic.state() === "starting"}
        onPress={() => ui.attempt(() => room.mic.toggle())}
      />
      <Show when={picture()}>
        <Control
          icon={lit(room.camera.state()) ? "video" : "video-off"}
          label={words.camera}
          name={lit(room.camera.state()) ? words.cameraOn : words.cameraOff}
          busy={room.camera.state() === "starting"}
          onPress={() => ui.attempt(() => room.camera.toggle())}
        />
      </Show>
      <Show when={props.me.part === "seat" || props.me.part === "asker"}>
        <Control
          only="wide"
          icon={lit(room.screenShare.state()) ? "screen-share-off" : "screen-share"}
          label={words.screen}
          name={lit(room.screenShare.state()) ? words.screenOn : words.screenOff}
          onPress={() => ui.attempt(() => room.screenShare.toggle())}
        />
      </Show>
      <Show when={props.me.part !== "seat"}>
        <ReactControl only="wide" />
      </Show>
      <Show when={props.me.part === "speaker"}>
        <Control
          icon="hand"
          label={words.stopSpeaking}
          name={words.stopSpeakingHint}
          onPress={() => ui.attempt(() => room.act.takeFloor(props.me.id))}
        />
      </Show>
      <Control
        icon="keyboard"
        label={words.type}
        name={words.typeHint}
        pressed={ui.typing()}
        onPress={() => ui.setTyping(!ui.typing())}
      />
      <CaptionsControl wide />
      <PanelControl />
      <Show when={props.me.part === "seat"} fallback={<LeaveControl />}>
        <Show when={props.view.interview}>
          <Control
            only="small"
            bad
            icon="log-out"
            label={words.endShort}
            name={words.end}
            onPress={() => ui.open("end")}
          />
        </Show>
      </Show>
    </>
  );
}

function WatcherControls(props: Props): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const up = (): boolean => props.me.handMs !== null;
  return (
    <>
      <Show
        when={props.view.mode === "open"}
        fallback={
          <Control
            icon="hand"
            label={up() ? words.lower : words.raise}
            pressed={up()}
            onPress={() => ui.attempt(() => room.act.raiseHand(!up()))}
          />
        }
      >
        <Control
          icon="mic"
          label={words.speak}
          name={words.speakHint}
          onPress={() => ui.attempt(() => speakUp(room, () => room.act.giveFloor(props.me.id)))}
        />
      </Show>
      <ReactControl />
      <CaptionsControl />
      <PanelControl />
      <LeaveControl />
    </>
  );
}

function CaptionsControl(props: { wide?: boolean }): JSX.Element {
  const ui = useRoomUi();
  return (
    <Control
      only={props.wide ? "wide" : undefined}
      icon="captions"
      label={words.captions}
      pressed={ui.captions[0]()}
      onPress={() => ui.captions[1](!ui.captions[0]())}
    />
  );
}

function LeaveControl(): JSX.Element {
  const room = useRoom();
  return <Control only="small" icon="log-out" label={words.leave} onPress={() => void room.leave()} />;
}

function PanelControl(): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  return (
    <Control
      only="small"
      icon="list"
      label={room.unread() > 0 ? `${all.panel.tabs.chat} ${room.unread()}` : all.panel.tabs.task}
      controls="room-panel"
      expanded={ui.panelOpen()}
      onPress={() => ui.panelOpen() ? ui.setPanelOpen(false) : ui.show(room.unread() > 0 ? "chat" : ui.tab())}
    />
  );
}
