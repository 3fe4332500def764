import { type JSX, Show } from "solid-js";
import { voiceOf } from "../../kit/text.ts";
import { useApp } from "../../state/app-state.ts";
import type { Devices } from "../../state/room/devices.ts";
import { Avatar, VoiceMark } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Video } from "../room/video.tsx";
import { words } from "./words.ts";

/** Oneself as in a mirror, with the microphone and the camera to open and close. */
export function Mirror(props: { devices: Devices; onMic: (open: boolean) => void }): JSX.Element {
  const app = useApp();
  const name = (): string => app.session.me()?.name ?? "";
  const voice = (): number => voiceOf(app.session.me()?.id ?? "");
  const flip = (use: "mic" | "camera"): void => {
    const open = props.devices.track(use) === undefined;
    if (use === "mic") props.onMic(open);
    if (open) void props.devices.open(use);
    else props.devices.close(use);
  };
  const mic = (): boolean => props.devices.track("mic") !== undefined;
  const camera = (): boolean => props.devices.picture() !== undefined;
  return (
    <div class="tile check-tile">
      <Show
        when={props.devices.picture()}
        fallback={
          <div class="tile-face">
            <Avatar name={name()} voice={voice()} size="xl" />
            <p class="small">{words.noPicture}</p>
          </div>
        }
      >
        {(stream) => <Video stream={stream()} mirrored />}
      </Show>
      <div class="plate">
        <VoiceMark voice={voice()} />
        <span class="cut">{name()}</span>
      </div>
      <div class="check-ctl">
        <Button size="tall" icon={mic() ? "mic" : "mic-off"} iconOnly onClick={() => flip("mic")}>
          {mic() ? words.micOn : words.micOff}
        </Button>
        <Button size="tall" icon={camera() ? "video" : "video-off"} iconOnly onClick={() => flip("camera")}>
          {camera() ? words.cameraOn : words.cameraOff}
        </Button>
      </div>
    </div>
  );
}
