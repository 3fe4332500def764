import { createSignal, type JSX, Show } from "solid-js";
import type { Keeping } from "../../../proto/http/keeping.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Select } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { choicesOf, keptFor } from "./choices.ts";
import { words } from "./words.ts";

/** How long the recordings of one's own interviews are kept. */
export function OwnKeeping(): JSX.Element {
  const { call } = useApp();
  const kept = createRemote(() => true, (_, signal) => call("GET /me/keeping", { signal }));
  return (
    <RemoteView of={kept} rows={1} what={words.what}>
      {(seen) => (
        <Choice
          kept={seen()}
          words={words.own}
          save={async (days) => kept.set(await call("PUT /me/keeping", { body: { days } }))}
        />
      )}
    </RemoteView>
  );
}

/** How long the recordings of a grind's interviews are kept; its owners choose, everybody in it may know. */
export function GrindKeeping(props: { grindId: string; mayChange: boolean }): JSX.Element {
  const { call } = useApp();
  const kept = createRemote(
    () => props.grindId,
    (id, signal) => call("GET /grinds/:id/keeping", { params: { id }, signal }),
  );
  const save = async (days: number | null): Promise<void> =>
    kept.set(await call("PUT /grinds/:id/keeping", { params: { id: props.grindId }, body: { days } }));
  return (
    <RemoteView of={kept} rows={1} what={words.what}>
      {(seen) => (
        <Show when={props.mayChange} fallback={<p class="soft">{words.grind.readOnly(keptFor(seen()))}</p>}>
          <Choice kept={seen()} words={words.grind} save={save} />
        </Show>
      )}
    </RemoteView>
  );
}

type ChoiceProps = {
  kept: Keeping;
  words: { label: string; hint: string; shorterText: (days: number) => string };
  save: (days: number | null) => Promise<void>;
};

/** Asks first where something is deleted by it. */
function Choice(props: ChoiceProps): JSX.Element {
  const { toasts } = useApp();
  const [picked, setPicked] = createSignal(valueOf(props.kept.days));
  const [asking, setAsking] = createSignal(false);
  const wish = (): number | null => picked() === "" ? null : Number(picked());
  const wished = (): number => keptFor({ ...props.kept, days: wish() });
  const options = () => [
    ...choicesOf(props.kept).map((it) => ({ value: valueOf(it), label: words.days(it) })),
    { value: "", label: words.most(props.kept.mostDays) },
  ];
  const save = async (): Promise<void> => {
    const longer = wished() > keptFor(props.kept);
    await props.save(wish());
    toasts.say(longer ? words.longer : words.saved);
  };
  const submit = createSubmit(async () => {
    if (wished() < keptFor(props.kept)) setAsking(true);
    else await save();
  }, ["days"]);
  const sure = createSubmit(save);
  return (
    <>
      <Form submit={submit} label={words.title}>
        <Select
          label={props.words.label}
          hint={props.words.hint}
          value={picked()}
          options={options()}
          onChange={setPicked}
          error={submit.errorOf("days")}
        />
        <Show when={props.kept.days !== null && props.kept.days > props.kept.mostDays && props.kept.days}>
          {(chosen) => <p class="small soft">{words.tooLong(chosen(), props.kept.mostDays)}</p>}
        </Show>
        <div>
          <Button type="submit" busy={submit.busy()} disabled={picked() === valueOf(props.kept.days)}>
            {words.save}
          </Button>
        </div>
      </Form>
      <Confirm
        open={asking()}
        title={words.shorterTitle(wished())}
        text={props.words.shorterText(wished())}
        verb={words.verb}
        keep={words.keep}
        submit={sure}
        onClose={() => setAsking(false)}
        onDone={() => setAsking(false)}
      />
    </>
  );
}

function valueOf(days: number | null): string {
  return days === null ? "" : String(days);
}
