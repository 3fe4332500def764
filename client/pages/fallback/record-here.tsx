import { createSignal, type JSX, Show } from "solid-js";
import type { Interview } from "../../../proto/http/interviews.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { type DeviceTrouble, troubleOf } from "../../media/device-problem.ts";
import { makeMic } from "../../media/mic.ts";
import { useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { permissionPlace, troubleWords } from "../room/device-words.ts";
import { words } from "./words.ts";

type Props = { interview: Interview; onChange: () => void };

/** The last way to keep one's own interview, where no room can be entered: this computer records, and sends it later. */
export function RecordHere(props: Props): JSX.Element {
  const { call, fallback } = useApp();
  const [trouble, setTrouble] = createSignal<DeviceTrouble>();
  const recording = (): boolean => fallback.interviewId() === props.interview.id;
  const alone = (): boolean => props.interview.sessionId === null;
  const move = async (status: "IN_PROGRESS" | "COMPLETED"): Promise<void> => {
    await call("POST /interviews/:id/status", { params: { id: props.interview.id }, body: { status } });
    props.onChange();
  };
  const begin = createSubmit(async () => {
    setTrouble(undefined);
    const mic = makeMic({ deviceId: () => "", original: () => false });
    try {
      const track = await mic.open().catch((error: unknown) => void setTrouble(troubleOf(error)));
      if (!track) return;
      if (props.interview.status === "PENDING") await move("IN_PROGRESS");
      fallback.begin(props.interview.id, track);
    } finally {
      mic.close(); // what records has its own copy
    }
  });
  const stop = createSubmit(async () => {
    fallback.stop();
    if (alone()) await move("COMPLETED");
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
