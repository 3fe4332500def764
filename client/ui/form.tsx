import { type JSX, Show } from "solid-js";
import type { Submit } from "../kit/create-submit.ts";
import { RefusalBanner } from "./refusal-banner.tsx";

type Props = {
  submit: Submit;
  /** What happens to what was typed when it was refused; the default says that it is still here. */
  kept?: string | undefined;
  label?: string | undefined;
  onDone?: () => void;
  class?: string;
  children: JSX.Element;
};

/** A form that shows why it was refused and brings the reader to the input that is wrong. */
export function Form(props: Props): JSX.Element {
  let form: HTMLFormElement | undefined;
  const send = async (event: Event): Promise<void> => {
    if (await props.submit.run(event)) props.onDone?.();
    else queueMicrotask(showWhy);
  };
  const showWhy = (): void => {
    const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else form?.querySelector<HTMLElement>('[role="alert"]')?.scrollIntoView?.({ block: "center" });
  };
  return (
    <form
      ref={(it) => (form = it)}
      class={`form ${props.class ?? ""}`}
      noValidate
      aria-label={props.label}
      onSubmit={(event) => void send(event)}
    >
      {props.children}
      <Show when={props.submit.refusal()}>{(refusal) => <RefusalBanner refusal={refusal()} kept={props.kept} />}</Show>
    </form>
  );
}
