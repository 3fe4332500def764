import type { JSX } from "solid-js";
import { Switch } from "./choice.tsx";

const words = {
  legend: "What may be recorded",
  record: "My voice and notes",
  recordHint: "Encrypted, for you alone. Without it you can practise all the same; there is no score.",
  camera: "My camera",
  cameraHint: "A face cannot be anonymized.",
  share: "An anonymized copy for sharing",
  shareHint: "Prepared with another voice and no names. Nobody gets it until you press Share.",
  needs: "This needs your voice and notes.",
};

type Purpose = "record" | "record_camera" | "share_anonymized";
type Props = { given: readonly string[]; onChange: (purpose: Purpose, given: boolean) => void };

/** What may be recorded of somebody, one switch per purpose; what needs the recording waits for it. */
export function ConsentSwitches(props: Props): JSX.Element {
  const has = (purpose: Purpose): boolean => props.given.includes(purpose);
  const needs = (hint: string): string => has("record") ? hint : words.needs;
  return (
    <fieldset>
      <legend class="strong">{words.legend}</legend>
      <Switch checked={has("record")} onChange={(on) => props.onChange("record", on)} hint={words.recordHint}>
        <b class="strong">{words.record}</b>
      </Switch>
      <Switch
        checked={has("record_camera")}
        disabled={!has("record")}
        onChange={(on) => props.onChange("record_camera", on)}
        hint={needs(words.cameraHint)}
      >
        <b class="strong">{words.camera}</b>
      </Switch>
      <Switch
        checked={has("share_anonymized")}
        disabled={!has("record")}
        onChange={(on) => props.onChange("share_anonymized", on)}
        hint={needs(words.shareHint)}
      >
        <b class="strong">{words.share}</b>
      </Switch>
    </fieldset>
  );
}
