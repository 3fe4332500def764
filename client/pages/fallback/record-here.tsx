import { type JSX, Show } from "solid-js";
import type { Interview } from "../../../proto/http/interviews.ts";
import { useApp } from "../../state/app-state.ts";
import { createRecordHere } from "../../state/record-here.ts";
import type { DeviceTrouble } from "../../state/room/devices.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { permissionPlace, troubleWords } from "../room/device-words.ts";
import { words } from "./words.ts";

type Props = { interview: Interview; onChange: () => void };

/** The last way to keep one's own interview, where no room can be entered: this computer records, and sends it later. */
export function RecordHere(props: Props): JSX.Element {
  const { call, fallback } = useApp();
  const { begin, stop, alone, recording, trouble } = createRecordHere({
    ...{ call, fallback },
    interview: () => props.interview,
    onChange: () => props.onChange(),
  });
  return (
    <section class="card stack" aria-labelledby="record-here">
      <h2 id="record-here">{words.here.title}</h2>
      <p class="soft">{alone() ? words.here.leadAlone : words.here.lead}</p>
      <Show when={trouble()}>{(it) => <Trouble trouble={it()} />}</Show>
      <Show when={begin.refusal() ?? stop.refusal()}>{(it) => <RefusalBanner refusal={it()} />}</Show>
      <Show
        when={recording()}
        fallback={<Button icon="mic" busy={begin.busy()} onClick={() => void begin.run()}>{words.here.begin}</Button>}
      >
        <p role="status">{words.here.recording}</p>
        <Button icon="mic-off" busy={stop.busy()} onClick={() => void stop.run()}>{words.here.stop}</Button>
      </Show>
    </section>
  );
}

function Trouble(props: { trouble: DeviceTrouble }): JSX.Element {
  const text = () => troubleWords("mic", props.trouble, permissionPlace(navigator.userAgent));
  return (
    <Banner tone="bad" icon="triangle-alert" alert>
      <p>
        <b>{text().what}</b> {text().next}
      </p>
    </Banner>
  );
}
