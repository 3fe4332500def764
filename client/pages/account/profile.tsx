import { createSignal, type JSX, Show } from "solid-js";
import type { Me } from "../../../proto/http/account.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { Refusal } from "../../kit/refusal.ts";
import { useApp } from "../../state/app-state.ts";
import { Badge } from "../../ui/badge.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { words } from "./words.ts";

/** One's name, and the address with whether it is proven. */
export function Profile(props: { me: Me }): JSX.Element {
  return (
    <>
      <Name me={props.me} />
      <Email me={props.me} />
    </>
  );
}

function Name(props: { me: Me }): JSX.Element {
  const { call, session, toasts } = useApp();
  const [name, setName] = createSignal(props.me.name);
  const [elsewhere, setElsewhere] = createSignal<Me>();
  const submit = createSubmit(async () => {
    try {
      const me = await call("PATCH /me", { body: { name: name(), version: elsewhere()?.version ?? props.me.version } });
      setElsewhere(undefined);
      session.signedIn(me);
      setName(me.name);
      toasts.say(words.saved);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "conflict") throw error;
      setElsewhere(await call("GET /me"));
    }
  }, ["name"]);
  const take = (me: Me): void => {
    setElsewhere(undefined);
    session.signedIn(me);
    setName(me.name);
  };
  return (
    <Form submit={submit} label={words.you}>
      <TextField
        label={words.name}
        hint={words.nameHint}
        autocomplete="name"
        value={name()}
        onInput={setName}
        error={submit.errorOf("name")}
      />
      <Show when={elsewhere()}>
        {(me) => (
          <Banner tone="warn" icon="info" alert>
            <p>
              <b>{words.conflictTitle}</b> {words.conflictText(me().name)}
            </p>
            <Button size="small" onClick={() => take(me())}>{words.takeTheirs}</Button>
          </Banner>
        )}
      </Show>
      <div>
        <Button type="submit" busy={submit.busy()} disabled={name().trim() === props.me.name}>{words.save}</Button>
      </div>
    </Form>
  );
}

function Email(props: { me: Me }): JSX.Element {
  const { call } = useApp();
  const [sent, setSent] = createSignal<boolean>();
  const submit = createSubmit(async () => setSent((await call("POST /me/verify-email")).sent));
  return (
    <div class="stack">
      <span class="label">{words.email}</span>
      <div class="email-line">
        <span class="break">{props.me.email}</span>
        <Show
          when={props.me.emailVerified}
          fallback={
            <>
              <Badge tone="warn" icon="circle-alert">{words.unverified}</Badge>
              <Show when={sent() === undefined}>
                <Button size="small" busy={submit.busy()} onClick={() => void submit.run()}>{words.sendLink}</Button>
              </Show>
            </>
          }
        >
          <Badge tone="good" icon="check">{words.verified}</Badge>
        </Show>
      </div>
      <div role="status">
        <Show when={sent() !== undefined}>
          <p class="small soft">{sent() ? words.linkSent(props.me.email) : words.linkNotSent}</p>
        </Show>
      </div>
      <Show when={submit.refusal()}>{(refusal) => <RefusalBanner refusal={refusal()} kept="Nothing was sent." />}</Show>
    </div>
  );
}
