import { createSignal, type JSX, Show } from "solid-js";
import type { Me } from "../../../proto/http/account.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { words } from "./words.ts";

/** Change one's password. */
export function Password(props: { me: Me }): JSX.Element {
  return (
    <Show when={props.me.hasPassword} fallback={<p class="soft">{words.noPassword}</p>}>
      <Change email={props.me.email} />
    </Show>
  );
}

function Change(props: { email: string }): JSX.Element {
  const { call, toasts } = useApp();
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const submit = createSubmit(async () => {
    await call("POST /me/password", { body: { current: current(), next: next() } });
    setCurrent("");
    setNext("");
    toasts.say(words.changed);
  }, ["current", "next"]);
  return (
    <Form submit={submit} label={words.password}>
      <input
        class="sr"
        type="email"
        autocomplete="username"
        value={props.email}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <TextField
        label={words.current}
        type="password"
        autocomplete="current-password"
        value={current()}
        onInput={setCurrent}
        error={submit.errorOf("current")}
      />
      <TextField
        label={words.next}
        hint={words.nextHint}
        type="password"
        autocomplete="new-password"
        value={next()}
        onInput={setNext}
        error={submit.errorOf("next")}
      />
      <div>
        <Button type="submit" busy={submit.busy()}>{words.change}</Button>
      </div>
    </Form>
  );
}
