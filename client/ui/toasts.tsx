import { For, type JSX, Show } from "solid-js";
import { Button } from "./button.tsx";
import "./toast.css";

type Toast = { id: number; text: string; action?: { label: string; run: () => void } };

type Props = {
  shown: readonly Toast[];
  onDismiss: (id: number) => void;
  onHold: (held: boolean) => void;
};

/** What was just done, with the way back where there is one. Pointing at it or tabbing to it keeps it. */
export function Toasts(props: Props): JSX.Element {
  const act = (toast: Toast): void => {
    props.onDismiss(toast.id);
    toast.action?.run();
  };
  return (
    <div
      class="toasts"
      role="status"
      onMouseEnter={() => props.onHold(true)}
      onMouseLeave={() => props.onHold(false)}
      onFocusIn={() => props.onHold(true)}
      onFocusOut={() => props.onHold(false)}
    >
      <For each={props.shown}>
        {(toast) => (
          <div class="toast">
            <span>{toast.text}</span>
            <Show
              when={toast.action}
              fallback={
                <Button
                  size="small"
                  icon="x"
                  iconOnly
                  onClick={() => props.onDismiss(toast.id)}
                >
                  Close
                </Button>
              }
            >
              {(action) => <Button size="small" onClick={() => act(toast)}>{action().label}</Button>}
            </Show>
          </div>
        )}
      </For>
    </div>
  );
}
