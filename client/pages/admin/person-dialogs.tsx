import { createEffect, createSignal, type JSX, on, Show } from "solid-js";
import type { AdminPerson } from "../../../proto/http/admin.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { words as all } from "./words.ts";

const words = all.people;

type Props = { person: AdminPerson | undefined; onClose: () => void };

/** A link that lets a person set a new password, shown this once. */
export function ResetLink(props: Props): JSX.Element {
  const { call } = useApp();
  const [url, setUrl] = createSignal<string>();
  const submit = createSubmit(async () => {
    if (props.person) setUrl((await call("POST /admin/people/:id/reset", { params: { id: props.person.id } })).url);
  });
  createEffect(on(() => props.person, (person) => {
    setUrl(undefined);
    submit.clear();
    if (person) void submit.run();
  }));
  const foot = (
    <>
      <span class="grow" />
      <Button onClick={() => props.onClose()}>{words.close}</Button>
    </>
  );
  return (
    <Dialog
      open={props.person !== undefined}
      title={words.resetTitle(props.person?.name ?? "")}
      lead={words.resetText}
      onClose={() => props.onClose()}
      foot={foot}
    >
      <Show
        when={url()}
        fallback={
          <Show when={!submit.refusal()}>
            <Skeleton rows={1} />
          </Show>
        }
      >
        {(link) => <CopyField label={words.resetLabel} value={link()} />}
      </Show>
      <Show when={submit.refusal()}>
        {(refusal) => (
          <RefusalBanner
            refusal={refusal()}
            kept="Their password is as it was."
            onRetry={() => void submit.run()}
          />
        )}
      </Show>
    </Dialog>
  );
}

/** Blocking signs somebody out everywhere, so it asks first. */
export function Block(props: Props & { onDone: (now: AdminPerson) => void }): JSX.Element {
  const { call, toasts } = useApp();
  const submit = createSubmit(async () => {
    if (!props.person) return;
    const now = await call("PATCH /admin/people/:id", { params: { id: props.person.id }, body: { blocked: true } });
    toasts.say(words.changed(now.name));
    props.onDone(now);
  });
  return (
    <Confirm
      open={props.person !== undefined}
      title={words.blockTitle(props.person?.name ?? "")}
      text={words.blockText}
      verb={words.block}
      keep={words.keep}
      submit={submit}
      onClose={() => props.onClose()}
      onDone={() => props.onClose()}
    />
  );
}

export function RemovePerson(props: Props & { onDone: (gone: AdminPerson) => void }): JSX.Element {
  const { call, toasts } = useApp();
  const submit = createSubmit(async () => {
    const gone = props.person;
    if (!gone) return;
    await call("DELETE /admin/people/:id", { params: { id: gone.id } });
    toasts.say(words.removed(gone.name));
    props.onDone(gone);
  });
  return (
    <Confirm
      open={props.person !== undefined}
      title={words.removeTitle(props.person?.name ?? "")}
      text={words.removeText}
      verb={words.removeVerb}
      keep={words.keep}
      submit={submit}
      onClose={() => props.onClose()}
      onDone={() => props.onClose()}
    />
  );
}
