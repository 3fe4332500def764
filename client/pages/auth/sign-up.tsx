import { Navigate } from "@solidjs/router";
import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { createKept } from "../../kit/create-kept.ts";
import { Refusal } from "../../kit/refusal.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { type AppState, useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { forgetInvite, keptInvite } from "../invite/kept-invite.ts";
import { Alone } from "./frame.tsx";
import { useWayOn } from "./way-on.ts";
import { words as all } from "./words.ts";

const words = all.signUp;

/** Make an account, where this instance lets one. */
export function SignUp(): JSX.Element {
  const app = useApp();
  const way = useWayOn();
  return (
    <Show when={!app.session.me()} fallback={<Navigate href={way.to()} />}>
      <Alone title={words.title} lead={words.lead}>
        <RemoteView of={app.instance()} what={words.title}>
          {(instance) => (
            <Switch fallback={<NewAccount first={instance().empty} />}>
              <Match when={instance().signUp === "closed" && !instance().empty}>
                <Refused title={words.closedTitle} text={words.closedText} />
              </Match>
              <Match when={instance().signUp === "invite" && !instance().empty && !keptInvite()}>
                <Refused title={words.inviteTitle} text={words.inviteText} />
              </Match>
            </Switch>
          )}
        </RemoteView>
      </Alone>
    </Show>
  );
}

function Refused(props: { title: string; text: string }): JSX.Element {
  return (
    <Empty icon="lock" title={props.title} text={props.text} level="h2">
      <LinkButton href="/sign-in">{words.signIn}</LinkButton>
    </Empty>
  );
}

function NewAccount(props: { first: boolean }): JSX.Element {
  const { call } = useApp();
  const way = useWayOn();
  const [name, setName, forgetName] = createKept("sign-up.name");
  const [email, setEmail, forgetEmail] = createKept("sign-up.email");
  const [password, setPassword] = createSignal("");
  const invite = keptInvite();
  const submit = createSubmit(async () => {
    const body = { name: name(), email: email(), password: password() };
    const me = await call("POST /account/sign-up", { body: invite === undefined ? body : { ...body, invite } });
    forgetName();
    forgetEmail();
    way.go(me, invite && await joined(call, invite));
  }, ["name", "email", "password"]);
  return (
    <>
      <Show when={props.first}>
        <Banner icon="shield">
          <p>{words.first}</p>
        </Banner>
      </Show>
      <Show when={invite}>
        <Banner icon="users">
          <p>{words.invited}</p>
        </Banner>
      </Show>
      <Form submit={submit} label={words.title}>
        <TextField
          label={all.name}
          hint={all.nameHint}
          name="name"
          autocomplete="name"
          required
          value={name()}
          onInput={setName}
          error={submit.errorOf("name")}
        />
        <TextField
          label={all.email}
          type="email"
          name="email"
          autocomplete="username"
          required
          value={email()}
          onInput={setEmail}
          error={submit.errorOf("email")}
        />
        <TextField
          label={all.password}
          hint={all.passwordHint}
          type="password"
          name="password"
          autocomplete="new-password"
          required
          value={password()}
          onInput={setPassword}
          error={submit.errorOf("password")}
        />
        <div class="form-foot">
          <Button kind="primary" size="tall" type="submit" busy={submit.busy()}>{words.button}</Button>
        </div>
      </Form>
      <p class="small soft">
        {words.have} <a href="/sign-in">{words.signIn}</a>
      </p>
    </>
  );
}

/** Where the grind of an invite is, once one is in it; undefined leaves it to the invitation's page to say why not. */
async function joined(call: AppState["call"], token: string): Promise<string | undefined> {
  try {
    const { grindId } = await call("POST /invites/:token/accept", { params: { token } });
    forgetInvite();
    return `/grinds/${grindId}`;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
