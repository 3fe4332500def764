import { Navigate, useSearchParams } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import type { Instance } from "../../../proto/http/account.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { lendInvite } from "../invite/kept-invite.ts";
import { Alone } from "./frame.tsx";
import { useWayOn } from "./way-on.ts";
import { words as all } from "./words.ts";
import "./auth.css";

const words = all.signIn;

/** Sign in with a password, with the identity provider, or with the demo account. */
export function SignIn(): JSX.Element {
  const app = useApp();
  const [search] = useSearchParams();
  const way = useWayOn();
  const problem = (): string | undefined => {
    const code = search["problem"];
    return typeof code === "string" ? words.problems[code] ?? words.problems["failed"] : undefined;
  };
  return (
    <Show when={!app.session.me()} fallback={<Navigate href={way.to()} />}>
      <Alone title={words.title} lead={way.to() === "/" ? words.lead : words.leadReturn}>
        <Show when={problem()}>
          <Banner tone="bad" icon="triangle-alert" alert>
            <p>{problem()}</p>
          </Banner>
        </Show>
        <PasswordForm />
        <Show when={app.instance().data()}>{(instance) => <Others instance={instance()} to={way.to()} />}</Show>
        <Show when={app.instance().refusal()}>
          {(refusal) => <RefusalBanner refusal={refusal()} kept="" onRetry={() => app.instance().refetch()} />}
        </Show>
      </Alone>
    </Show>
  );
}

function PasswordForm(): JSX.Element {
  const { call } = useApp();
  const way = useWayOn();
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const submit = createSubmit(
    async () => way.go(await call("POST /account/sign-in", { body: { email: email(), password: password() } })),
    ["email", "password"],
  );
  return (
    <Form submit={submit} label={words.title}>
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
        type="password"
        name="password"
        autocomplete="current-password"
        required
        value={password()}
        onInput={setPassword}
        error={submit.errorOf("password")}
      />
      <div class="form-foot">
        <Button kind="primary" size="tall" type="submit" busy={submit.busy()}>{words.button}</Button>
        <a class="small soft" href="/forgot">{words.forgot}</a>
      </div>
    </Form>
  );
}

function Others(props: { instance: Instance; to: string }): JSX.Element {
  return (
    <>
      <Show when={props.instance.oidc}>
        {(oidc) => (
          <>
            <p class="or small soft">{all.or}</p>
            <LinkButton
              size="tall"
              target="_self"
              onClick={() => lendInvite()}
              href={`/api/v1/account/oidc/start?return=${encodeURIComponent(props.to)}`}
            >
              {words.with(oidc().name)}
            </LinkButton>
          </>
        )}
      </Show>
      <Show when={props.instance.signUp !== "closed" || props.instance.empty}>
        <p class="small soft">
          {words.noAccount}{" "}
          <a href={props.to === "/" ? "/sign-up" : `/sign-up?return=${encodeURIComponent(props.to)}`}>{words.signUp}</a>
        </p>
      </Show>
      <Show when={props.instance.demo}>{(demo) => <Demo account={demo()} />}</Show>
    </>
  );
}

function Demo(props: { account: { email: string; password: string } }): JSX.Element {
  const { call } = useApp();
  const way = useWayOn();
  const submit = createSubmit(async () =>
    way.go(
      await call("POST /account/sign-in", { body: { email: props.account.email, password: props.account.password } }),
    )
  );
  return (
    <section class="card stack" aria-label={words.demoTitle}>
      <h2>{words.demoTitle}</h2>
      <p class="small soft">{words.demoText}</p>
      <div>
        <Button busy={submit.busy()} onClick={() => void submit.run()}>{words.demoButton}</Button>
      </div>
      <Show when={submit.refusal()}>{(refusal) => <RefusalBanner refusal={refusal()} kept="" />}</Show>
    </section>
  );
}
