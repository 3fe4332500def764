import { createSignal, createUniqueId, type JSX, onCleanup } from "solid-js";
import { Button } from "./button.tsx";
import "./field.css";

/** Text to take along, such as a link that is shown once. */
export function CopyField(props: { label: string; value: string }): JSX.Element {
  const id = createUniqueId();
  const [said, setSaid] = createSignal("");
  let input: HTMLInputElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const copy = async (): Promise<void> => {
    setSaid(await toClipboard(props.value, input) ? "Copied" : "Selected. Press Ctrl and C.");
    clearTimeout(timer);
    timer = setTimeout(() => setSaid(""), 4_000);
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="row">
        <input
          ref={(it) => (input = it)}
          id={id}
          class="input mono"
          readOnly
          value={props.value}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button icon={said() === "Copied" ? "check" : "copy"} onClick={() => void copy()}>Copy</Button>
      </div>
      <span class="hint" role="status">{said()}</span>
    </div>
  );
}

/** Pages on plain http have no clipboard; the text is selected there, so that one key does it. */
async function toClipboard(text: string, input: HTMLInputElement | undefined): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    input?.select();
    return false;
  }
}
