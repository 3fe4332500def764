import { type JSX, Show } from "solid-js";
import type { DeviceChoice, Devices } from "../../state/room/devices.ts";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/choice.tsx";
import { Select } from "../../ui/field.tsx";
import { deviceWords as words } from "./device-words.ts";

type Use = "mic" | "camera" | "speaker";

/** Which microphone, camera and speakers are used, and whether sound is left as it comes. */
export function DeviceFields(props: { devices: Devices; micHint?: string | undefined }): JSX.Element {
  return (
    <div class="stack loose">
      <Picker use="mic" devices={props.devices} hint={props.micHint} />
      <Picker use="camera" devices={props.devices} />
      <div class="row bottom">
        <div class="grow">
          <Picker
            use="speaker"
            devices={props.devices}
            hint={props.devices.canChooseSpeaker ? undefined : words.speakerFixed}
            error={props.devices.problem("speaker") && words.silent}
          />
        </div>
        <Button icon="volume-2" onClick={() => void props.devices.ring()}>{words.test}</Button>
      </div>
      <Switch
        checked={props.devices.original()}
        onChange={(on) => props.devices.setOriginal(on)}
        hint={words.originalHint}
      >
        <span class="strong">{words.original}</span>
      </Switch>
    </div>
  );
}

type PickerProps = { use: Use; devices: Devices; hint?: string | undefined; error?: string | undefined };

function Picker(props: PickerProps): JSX.Element {
  const known = (): readonly DeviceChoice[] => props.devices.list(props.use).filter((it) => it.id !== "");
  const options = () => [
    { value: "", label: known().length === 0 ? words.none[props.use] : words.standard },
    ...known().map((it, at) => ({ value: it.id, label: it.label || words.unnamed[props.use](at + 1) })),
  ];
  return (
    <Show
      when={props.use !== "speaker" || props.devices.canChooseSpeaker}
      fallback={
        <Select label={words.speaker} value="" disabled options={options()} hint={props.hint} error={props.error} />
      }
    >
      <Select
        label={words[props.use]}
        value={props.devices.chosen(props.use)}
        options={options()}
        hint={props.hint}
        error={props.error}
        onChange={(id) => props.devices.choose(props.use, id)}
      />
    </Show>
  );
}
