import { createSignal, type JSX } from "solid-js";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { takeWords as words } from "./take-words.ts";

/** Takes back that one may be recorded in an interview, one's own or another's, and says what goes by it. */
export function Withdraw(props: { interviewId: string; onDone: () => void }): JSX.Element {
  const { call, toasts } = useApp();
  const [open, setOpen] = createSignal(false);
  const submit = createSubmit(async () => {
    await call("DELETE /interviews/:id/consents/:purpose", { params: { id: props.interviewId, purpose: "record" } });
    toasts.say(words.withdrawn);
  });
  const done = (): void => {
    setOpen(false);
    props.onDone();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.withdraw}</Button>
      <Confirm
        open={open()}
        title={words.withdrawTitle}
        text={words.withdrawText}
        verb={words.withdrawVerb}
        keep={words.keep}
        submit={submit}
        onClose={() => setOpen(false)}
        onDone={done}
      />
    </>
  );
}
