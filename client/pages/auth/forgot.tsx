import { createSignal, type JSX, Show } from "solid-js";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Alone } from "./frame.tsx";
import { words as all } from "./words.ts";

const words = all.forgot;

/** Ask for a way to set a new password. Says the same whether the account exists or not. */
export function Forgot(): JSX.Element {
  const { call } = useApp();
  const [email, setEmail] = createSignal("");
  const [by, setBy] = createSignal<"mail" | "admin">();
  const submit = createSubmit(
    async () => setBy((await call("POST /account/forgot", { body: { email: email() } })).by),
    ["email"],
  );
  return (
    <Alone title={words.title} lead={by() ? undefined : words.lead}>
      <Show when={by()} fallback={<Ask />}>
        {(way) => (
          <Empty
            icon={way() === "mail" ? "mail" : "shield"}
            title={way() === "mail" ? words.mailTitle : words.adminTitle}
            text={way() === "mail" ? words.mailText(email()) : words.adminText}
            level="h2"
          >
            <LinkButton href="/sign-in">{words.back}</LinkButton>
          </Empty>
        )}
      </Show>
    </Alone>
  );

  function Ask(): JSX.Element {
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
        <div class="form-foot">
          <Button kind="primary" size="tall" type="submit" busy={submit.busy()}>{words.button}</Button>
          <a class="small soft" href="/sign-in">{words.back}</a>
        </div>
      </Form>
    );
  }
}
