import { useNavigate } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import type { Grind } from "../../../proto/http/grinds.ts";
import type { Remote } from "../../kit/create-remote.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { Refusal } from "../../kit/refusal.ts";
import { useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { GrindKeeping } from "../keeping/keeping.tsx";
import { words as keeping } from "../keeping/words.ts";
import { words as all } from "./words.ts";

const words = all.settings;

/** Rename or delete a grind, and choose how long its recordings are kept. */
export function Settings(props: { grind: Grind; remote: Remote<Grind> }): JSX.Element {
  const owns = (): boolean => props.grind.role === "owner";
  return (
    <div class="stack far narrow">
      <Show
        when={owns()}
        fallback={
          <Banner icon="info">
            <p>{words.readOnly}</p>
          </Banner>
        }
      >
        <Rename grind={props.grind} remote={props.remote} />
      </Show>
      <section class="stack" aria-labelledby="keeping-title">
        <h2 id="keeping-title">{keeping.title}</h2>
        <GrindKeeping grindId={props.grind.id} mayChange={owns()} />
      </section>
      <Show when={owns()}>
        <Delete grind={props.grind} />
      </Show>
    </div>
  );
}

/** When somebody else was faster, both names stay at hand and the person chooses. */
function Rename(props: { grind: Grind; remote: Remote<Grind> }): JSX.Element {
  const { call, toasts } = useApp();
  const [name, setName] = createSignal(props.grind.name);
  const [theirs, setTheirs] = createSignal<Grind>();
  const submit = createSubmit(async () => {
    const version = theirs()?.version ?? props.grind.version;
    try {
      const now = await call("PATCH /grinds/:id", { params: { id: props.grind.id }, body: { name: name(), version } });
      setTheirs(undefined);
      props.remote.set(now);
      setName(now.name);
      toasts.say(words.renamed);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "conflict") throw error;
      setTheirs(await call("GET /grinds/:id", { params: { id: props.grind.id } }));
    }
  }, ["name"]);
  const take = (grind: Grind): void => {
    setTheirs(undefined);
    setName(grind.name);
    props.remote.set(grind);
  };
  return (
    <Form submit={submit} label={words.rename}>
      <TextField
        label={words.name}
        autocomplete="off"
        required
        value={name()}
        onInput={setName}
        error={submit.errorOf("name")}
      />
      <Show
        when={theirs()}
        fallback={
          <div>
            <Button type="submit" kind="primary" busy={submit.busy()} disabled={name().trim() === props.grind.name}>
              {words.rename}
            </Button>
          </div>
        }
      >
        {(grind) => (
          <Banner tone="warn" icon="users" alert>
            <p>
              <b>{words.conflictTitle}</b> {words.conflictText(grind().name)}
            </p>
            <Button size="small" onClick={() => take(grind())}>{words.takeTheirs}</Button>
            <Button size="small" type="submit" busy={submit.busy()}>{words.saveMine}</Button>
          </Banner>
        )}
      </Show>
    </Form>
  );
}

function Delete(props: { grind: Grind }): JSX.Element {
  const { call, grinds, toasts } = useApp();
  const navigate = useNavigate();
  const [open, setOpen] = createSignal(false);
  const [typed, setTyped] = createSignal("");
  const submit = createSubmit(async () => {
    const { id, name } = props.grind;
    await call("DELETE /grinds/:id", { params: { id } });
    grinds.set(grinds.data()?.filter((grind) => grind.id !== id));
    toasts.say(words.deleted(name));
    navigate("/grinds");
  });
  const close = (): void => {
    setOpen(false);
    setTyped("");
  };
  return (
    <section class="card stack" aria-label={words.deleteTitle}>
      <h2>{words.deleteTitle}</h2>
      <p class="small soft">{words.deleteText}</p>
      <div>
        <Button kind="danger" icon="trash-2" onClick={() => setOpen(true)}>{words.deleteButton}</Button>
      </div>
      <Confirm
        open={open()}
        title={words.confirmTitle(props.grind.name)}
        text={words.confirmText(props.grind.members)}
        verb={words.verb}
        keep={words.keep}
        ready={typed().trim() === props.grind.name}
        submit={submit}
        onClose={close}
      >
        <TextField label={words.typeName(props.grind.name)} autocomplete="off" value={typed()} onInput={setTyped} />
      </Confirm>
    </section>
  );
}
