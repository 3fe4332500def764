import { createSignal, type JSX, Show } from "solid-js";
import type { Grind } from "../../../proto/http/grinds.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { date } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { words as all } from "./words.ts";

const words = all.calendar;

/** The address under which one's calendar reads a grind's sessions: make it, copy it once, end it. */
export function CalendarAddress(props: { grind: Grind }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <Button icon="calendar-plus" onClick={() => setOpen(true)}>{words.button}</Button>
      <Show when={open()}>
        <Opened grind={props.grind} onClose={() => setOpen(false)} />
      </Show>
    </>
  );
}

function Opened(props: { grind: Grind; onClose: () => void }): JSX.Element {
  const { call, toasts } = useApp();
  const [url, setUrl] = createSignal<string>();
  const params = () => ({ id: props.grind.id });
  const state = createRemote(
    () => props.grind.id,
    (_, signal) => call("GET /grinds/:id/calendar", { params: params(), signal }),
  );
  const make = createSubmit(async () => {
    setUrl((await call("POST /grinds/:id/calendar", { params: params() })).url);
    state.refetch();
  });
  const end = createSubmit(async () => {
    await call("DELETE /grinds/:id/calendar", { params: params() });
    setUrl(undefined);
    state.set({ madeAt: null });
    toasts.say(words.ended);
  });
  const foot = (
    <>
      <span class="grow" />
      <Show when={state.data()?.madeAt}>
        <Button kind="danger" busy={end.busy()} onClick={() => void end.run()}>{words.end}</Button>
      </Show>
      <Button onClick={() => props.onClose()}>{all.close}</Button>
    </>
  );
  return (
    <Dialog open title={words.title} lead={words.lead(props.grind.name)} onClose={props.onClose} foot={foot}>
      <RemoteView of={state} rows={1} what={words.title}>
        {(data) => (
          <Show
            when={url()}
            fallback={
              <div class="stack loose">
                <p>{data().madeAt === null ? words.none : words.madeAt(date(data().madeAt ?? ""))}</p>
                <div>
                  <Button kind="primary" icon="link" busy={make.busy()} onClick={() => void make.run()}>
                    {data().madeAt === null ? words.make : words.makeNew}
                  </Button>
                </div>
              </div>
            }
          >
            {(made) => (
              <div class="stack">
                <CopyField label={words.label} value={made()} />
                <p class="small soft">{words.once}</p>
              </div>
            )}
          </Show>
        )}
      </RemoteView>
      <Show when={make.refusal() ?? end.refusal()}>
        {(refusal) => <RefusalBanner refusal={refusal()} kept={words.kept} />}
      </Show>
    </Dialog>
  );
}
