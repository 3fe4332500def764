import { type JSX, Show } from "solid-js";
import type { Submit } from "../kit/create-submit.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { RefusalBanner } from "./refusal-banner.tsx";

type Props = {
  open: boolean;
  title: string;
  /** What goes with it. */
  text: string;
  /** The verb on the button, and the way out. */
  verb: string;
  keep: string;
  submit: Submit;
  onClose: () => void;
  onDone?: () => void;
  /** The verb waits for this, such as a name typed right. */
  ready?: boolean | undefined;
  /** Not a deletion: the verb is not red. */
  mild?: boolean | undefined;
  children?: JSX.Element;
};

/** Asks before something that cannot be taken back. */
export function Confirm(props: Props): JSX.Element {
  const close = (): void => {
    props.submit.clear();
    props.onClose();
  };
  const act = async (): Promise<void> => {
    if (props.ready === false) return;
    if (await props.submit.run()) props.onDone?.();
  };
  const foot = (
    <>
      <span class="grow" />
      <Button onClick={close}>{props.keep}</Button>
      <Button
        kind={props.mild ? "primary" : "danger-fill"}
        busy={props.submit.busy()}
        disabled={props.ready === false}
        onClick={() => void act()}
      >
        {props.verb}
      </Button>
    </>
  );
  return (
    <Dialog
      open={props.open}
      title={props.title}
      lead={props.text}
      busy={props.submit.busy()}
      onClose={close}
      foot={foot}
      keep
    >
      {props.children}
      <Show when={props.submit.refusal()}>
        {(refusal) => <RefusalBanner refusal={refusal()} kept="Nothing was changed." />}
      </Show>
    </Dialog>
  );
}
