import { createSignal, type JSX, Show } from "solid-js";
import type { Invite } from "../../../proto/http/grinds.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Select, TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { words as all } from "./words.ts";

const words = all.invites;

type Made = { url: string; email: string | null; sent: boolean };
type Props = { grindId: string; onMade: (invite: Invite) => void };

/** Two ways to invite. A link is shown once, so it stays on screen until another is made. */
export function NewInvite(props: Props): JSX.Element {
  const [made, setMade] = createSignal<Made>();
  const keep = (answer: { invite: Invite; url: string; sent: boolean }): void => {
    setMade({ url: answer.url, email: answer.invite.email, sent: answer.sent });
    props.onMade(answer.invite);
  };
  return (
    <>
      <section class="card stack loose" aria-label={words.linkTitle}>
        <h2>{words.linkTitle}</h2>
        <LinkForm grindId={props.grindId} onMade={keep} />
        <Show when={made()?.email === null && made()}>{(it) => <Once url={it().url} text={words.once} />}</Show>
      </section>
      <section class="card stack loose" aria-label={words.mailTitle}>
        <h2>{words.mailTitle}</h2>
        <MailForm grindId={props.grindId} onMade={keep} />
        <Show when={made()?.email}>
          {(email) => (
            <Show
              when={!made()?.sent}
              fallback={
                <Banner tone="good" icon="check" alert>
                  <p>{words.sent(email())}</p>
                </Banner>
              }
            >
              <Banner icon="info">
                <p>{words.notSent(email())}</p>
              </Banner>
              <Once url={made()?.url ?? ""} text={words.onceFor(email())} />
            </Show>
          )}
        </Show>
      </section>
    </>
  );
}

function Once(props: { url: string; text: string }): JSX.Element {
  return (
    <div class="stack">
      <CopyField label={words.label} value={props.url} />
      <p class="small soft">
        <b class="ink">{words.onceTitle}</b> {props.text}
      </p>
    </div>
  );
}

type MadeAnswer = { invite: Invite; url: string; sent: boolean };
type FormProps = { grindId: string; onMade: (answer: MadeAnswer) => void };

function LinkForm(props: FormProps): JSX.Element {
  const { call } = useApp();
  const [uses, setUses] = createSignal("20");
  const [days, setDays] = createSignal("7");
  const submit = createSubmit(async (attemptFor) => {
    const body = { kind: "link" as const, maxUses: Number(uses()), days: Number(days()) };
    props.onMade(
      await call("POST /grinds/:id/invites", { params: { id: props.grindId }, body, attempt: attemptFor(body) }),
    );
  }, ["maxUses", "days"]);
  return (
    <Form submit={submit} label={words.linkTitle}>
      <div class="grid-two tight">
        <Select
          label={words.uses}
          value={uses()}
          options={words.useOptions}
          onChange={setUses}
          error={submit.errorOf("maxUses")}
        />
        <Select
          label={words.days}
          value={days()}
          options={words.dayOptions}
          onChange={setDays}
          error={submit.errorOf("days")}
        />
      </div>
      <div>
        <Button icon="link" type="submit" kind="primary" busy={submit.busy()}>{words.makeLink}</Button>
      </div>
    </Form>
  );
}

function MailForm(props: FormProps): JSX.Element {
  const { call } = useApp();
  const [email, setEmail] = createSignal("");
  const submit = createSubmit(async (attemptFor) => {
    const body = { kind: "email" as const, email: email() };
    props.onMade(
      await call("POST /grinds/:id/invites", { params: { id: props.grindId }, body, attempt: attemptFor(body) }),
    );
    setEmail("");
  }, ["email"]);
  return (
    <Form submit={submit} label={words.mailTitle}>
      <TextField
        label={words.email}
        type="email"
        autocomplete="off"
        value={email()}
        onInput={setEmail}
        error={submit.errorOf("email")}
      />
      <div>
        <Button icon="mail" type="submit" busy={submit.busy()}>{words.send}</Button>
      </div>
    </Form>
  );
}
