import { createEffect, createUniqueId, type JSX, onCleanup, Show } from "solid-js";
import "./dialog.css";

type Props = {
  open: boolean;
  title: string;
  lead?: JSX.Element;
  /** Escape, a click beside it, or a button asked to close it. */
  onClose: () => void;
  /** Stays a small box at 390 instead of becoming a sheet. */
  keep?: boolean | undefined;
  /** While its work runs it does not close. */
  busy?: boolean | undefined;
  foot?: JSX.Element;
  children?: JSX.Element;
};

/** A question over the page. The browser keeps the focus inside and gives it back. */
export function Dialog(props: Props): JSX.Element {
  const id = createUniqueId();
  return (
    <Show when={props.open}>
      <Opened {...props} id={id} />
    </Show>
  );
}

function Opened(props: Props & { id: string }): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  const before = document.activeElement;
  createEffect(() => {
    if (dialog && !dialog.open) dialog.showModal();
  });
  onCleanup(() => {
    dialog?.close();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  });
  const cancel = (event: Event): void => {
    event.preventDefault();
    if (!props.busy) props.onClose();
  };
  const beside = (event: MouseEvent): void => {
    if (event.target === dialog && isBeside(event, dialog) && !props.busy) props.onClose();
  };
  return (
    <dialog
      ref={(it) => (dialog = it)}
      class={props.keep ? "keep" : ""}
      aria-labelledby={`${props.id}-title`}
      onCancel={cancel}
      onMouseDown={beside}
    >
      <div class="dialog-head">
        <h2 id={`${props.id}-title`}>{props.title}</h2>
        <Show when={props.lead}>
          <p class="soft">{props.lead}</p>
        </Show>
      </div>
      <div class="dialog-body">{props.children}</div>
      <Show when={props.foot}>
        <div class="dialog-foot">{props.foot}</div>
      </Show>
    </dialog>
  );
}

/** Outside of the box; its own scroll bar reports the dialog as target too. */
function isBeside(event: MouseEvent, dialog: HTMLDialogElement | undefined): boolean {
  const box = dialog?.getBoundingClientRect();
  if (!box) return false;
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
