import { createSignal, type JSX, Show } from "solid-js";
import type { Session } from "../../../proto/http/sessions.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Radios } from "../../ui/choice.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { titleOf } from "./session-facts.ts";
import { words } from "./words.ts";

type Props = { session: Session; open: boolean; onClose: () => void; onDone: () => void };
type Series = "this" | "all";

const which = [{ value: "this" as const, label: words.cancelThis }, { value: "all" as const, label: words.cancelAll }];

/** Takes a session out of everybody's list; of a weekly series this one, or it and all that follow. */
export function CancelSession(props: Props): JSX.Element {
  const { call, toasts } = useApp();
  const [series, setSeries] = createSignal<Series>("this");
  const submit = createSubmit(async () => {
    await call("DELETE /sessions/:id", { params: { id: props.session.id }, query: { series: series() } });
    toasts.say(series() === "all" ? words.cancelledAll : words.cancelled);
  });
  const done = (): void => {
    props.onClose();
    props.onDone();
  };
  return (
    <Confirm
      open={props.open}
      title={words.cancelTitle(titleOf(props.session))}
      text={words.cancelText}
      verb={words.cancelVerb}
      keep={words.keep}
      submit={submit}
      onClose={() => props.onClose()}
      onDone={done}
    >
      <Show when={props.session.weekly}>
        <Radios label={words.cancelWhich} value={series()} options={which} onChange={setSeries} />
      </Show>
    </Confirm>
  );
}
