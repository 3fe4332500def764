import { createSignal, type JSX } from "solid-js";
import type { Purpose } from "../../../proto/live/words.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { takeWords as words } from "./take-words.ts";

type Props = {
  interviewId: string;
  /** That one may be recorded at all, or one's picture alone. */
  purpose: Extract<Purpose, "record" | "record_camera">;
  onDone: () => void;
};

/** Takes back what one agreed to in an interview, one's own or another's, and says what goes by it. */
export function Withdraw(props: Props): JSX.Element {
  const { call, toasts } = useApp();
  const said = () => words.withdraw[props.purpose];
  const [open, setOpen] = createSignal(false);
  const submit = createSubmit(async () => {
    await call("DELETE /interviews/:id/consents/:purpose", {
      params: { id: props.interviewId, purpose: props.purpose },
    });
    toasts.say(said().done);
  });
  const done = (): void => {
    setOpen(false);
    props.onDone();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{said().verb}</Button>
      <Confirm
        open={open()}
        title={said().title}
        text={said().text}
        verb={said().sure}
        keep={words.keep}
        submit={submit}
        onClose={() => setOpen(false)}
        onDone={done}
      />
    </>
  );
}
