import { useNavigate, useSearchParams } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import type { Interview } from "../../../proto/http/interviews.ts";
import type { Task } from "../../../proto/http/tasks.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { Radios } from "../../ui/choice.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/field.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { words } from "./words.ts";

const modes = (["ai", "peer", "open"] as const).map((value) => ({ value, label: words.takeModes[value] }));

/** Makes a task one's next interview. */
export function TakeTask(props: { task: Task; open: boolean; onClose: () => void }): JSX.Element {
  const { call, grinds, toasts } = useApp();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const asked = props.task.grindId ?? search["grind"];
  const [grindId, setGrindId] = createSignal(typeof asked === "string" ? asked : "");
  const [mode, setMode] = createSignal<Interview["mode"]>("ai");
  const choices = () => {
    const all = grinds.data()?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
    return props.task.grindId
      ? all.filter((grind) => grind.value === props.task.grindId)
      : [{ value: "", label: words.noGrind }, ...all];
  };
  const submit = createSubmit(async (attemptFor) => {
    const body = { taskId: props.task.id, mode: mode(), ...(grindId() ? { grindId: grindId() } : {}) };
    const interview = await call("POST /interviews", { body, attempt: attemptFor(body) });
    toasts.say(words.taken);
    navigate(`/interviews/${interview.id}`);
  });
  const foot = (
    <>
      <span class="grow" />
      <Button onClick={() => props.onClose()}>{words.notNow}</Button>
      <Button kind="primary" busy={submit.busy()} onClick={() => void submit.run()}>{words.takeVerb}</Button>
    </>
  );
  return (
    <Dialog
      open={props.open}
      title={words.takeTitle}
      lead={words.takeLead}
      busy={submit.busy()}
      onClose={() => props.onClose()}
      foot={foot}
    >
      <Radios label={words.takeMode} value={mode()} options={modes} onChange={setMode} />
      <Select label={words.takeGrind} value={grindId()} options={choices()} onChange={setGrindId} />
      <Show when={submit.refusal()}>
        {(refusal) => <RefusalBanner refusal={refusal()} kept="Nothing was taken." />}
      </Show>
    </Dialog>
  );
}
