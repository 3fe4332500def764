import { useNavigate } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Alone } from "./frame.tsx";
import { takeToken } from "./token.ts";
import { words as all } from "./words.ts";

const words = all.reset;

/** Set a new password with the token of a reset link. */
export function Reset(): JSX.Element {
  const token = takeToken();
  return (
    <Alone title={words.title} lead={words.lead}>
      <Show
        when={token}
        fallback={
          <Empty icon="link" title={words.brokenTitle} text={words.brokenText} level="h2">
            <LinkButton href="/forgot">{words.again}</LinkButton>
          </Empty>
        }
      >
        {(it) => <NewPassword token={it()} />}
      </Show>
    </Alone>
  );
}

function NewPassword(props: { token: string }): JSX.Element {
  const { call, session, toasts } = useApp();
  const navigate = useNavigate();
  const [password, setPassword] = createSignal("");
  const submit = createSubmit(async () => {
    await call("POST /account/reset", { body: { token: props.token, password: password() } });
    session.lost();
    toasts.say(words.done);
    navigate("/sign-in", { replace: true });
  }, ["password"]);
  return (
    <Form submit={submit} label={words.title}>
      <TextField
        label={all.newPassword}
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
        <a class="small soft" href="/forgot">{words.again}</a>
      </div>
    </Form>
  );
}
