import { useNavigate } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import type { Me } from "../../../proto/http/account.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { TextField } from "../../ui/field.tsx";
import { words } from "./words.ts";

/** Delete one's account: says what goes with it, and makes sure that it is oneself. */
export function DeleteAccount(props: { me: Me }): JSX.Element {
  const { call, session, toasts } = useApp();
  const navigate = useNavigate();
  const [open, setOpen] = createSignal(false);
  const [proof, setProof] = createSignal("");
  const submit = createSubmit(async () => {
    await call("POST /me/delete", { body: props.me.hasPassword ? { password: proof() } : {} });
    session.lost();
    toasts.say(words.removed);
    navigate("/sign-in");
  }, ["password"]);
  const ready = (): boolean => props.me.hasPassword ? proof() !== "" : proof().trim().toLowerCase() === props.me.email;
  const close = (): void => {
    setOpen(false);
    setProof("");
  };
  return (
    <>
      <div>
        <Button kind="danger" icon="trash-2" onClick={() => setOpen(true)}>{words.removeButton}</Button>
      </div>
      <Confirm
        open={open()}
        title={words.removeTitle}
        text={words.removeText}
        verb={words.removeVerb}
        keep={words.keep}
        ready={ready()}
        submit={submit}
        onClose={close}
      >
        <Show
          when={props.me.hasPassword}
          fallback={
            <TextField label={words.removeType(props.me.email)} autocomplete="off" value={proof()} onInput={setProof} />
          }
        >
          <TextField
            label={words.removePassword}
            type="password"
            autocomplete="current-password"
            value={proof()}
            onInput={setProof}
            error={submit.errorOf("password")}
          />
        </Show>
      </Confirm>
    </>
  );
}
