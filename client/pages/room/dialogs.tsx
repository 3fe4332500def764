import { type JSX, Match, Switch } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { DeviceFields } from "./device-fields.tsx";
import { HandoverDialog } from "./handover.tsx";
import { HelpDialog } from "./keys.tsx";
import { useRoom } from "./in-session.ts";
import { InterviewerDialog } from "./interviewer-dialog.tsx";
import { RecordingDialog } from "./recording.tsx";
import { useRoomUi } from "./room-ui.ts";
import { words } from "./words.ts";

type Props = { view: RoomView; me: PersonView };

/** What opens over the room, one at a time. */
export function Dialogs(props: Props): JSX.Element {
  const ui = useRoomUi();
  return (
    <Switch>
      <Match when={ui.dialog() === "recording"}>
        <RecordingDialog view={props.view} me={props.me} />
      </Match>
      <Match when={ui.dialog() === "handover"}>
        <HandoverDialog view={props.view} />
      </Match>
      <Match when={ui.dialog() === "interviewer" && props.view.interviewer}>
        {(it) => <InterviewerDialog view={props.view} me={props.me} interviewer={it()} />}
      </Match>
      <Match when={ui.dialog() === "devices"}>
        <DevicesDialog />
      </Match>
      <Match when={ui.dialog() === "help"}>
        <HelpDialog />
      </Match>
      <Match when={ui.dialog() === "end" || ui.dialog() === "endTheirs"}>
        <EndInterview own={ui.dialog() === "end"} />
      </Match>
      <Match when={ui.dialog() === "endSession"}>
        <EndSession />
      </Match>
    </Switch>
  );
}

function DevicesDialog(): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const foot = (
    <>
      <span class="grow" />
      <Button onClick={ui.close}>{words.devices.close}</Button>
    </>
  );
  return (
    <Dialog open title={words.devices.title} lead={words.devices.lead} onClose={ui.close} foot={foot}>
      <DeviceFields devices={room.devices} />
    </Dialog>
  );
}

function EndInterview(props: { own: boolean }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const submit = createSubmit(() => room.act.endInterview());
  return (
    <Confirm
      open
      title={props.own ? words.ends.endTitle : words.controls.stopInterview}
      text={words.ends.endText}
      verb={props.own ? words.ends.endVerb : words.controls.stopInterview}
      keep={words.ends.goOn}
      submit={submit}
      onClose={ui.close}
      onDone={ui.close}
    />
  );
}

function EndSession(): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const submit = createSubmit(() => room.act.endSession());
  return (
    <Confirm
      open
      title={words.ends.sessionTitle}
      text={words.ends.sessionText}
      verb={words.ends.sessionVerb}
      keep={words.ends.keepOn}
      submit={submit}
      onClose={ui.close}
      onDone={ui.close}
    />
  );
}
