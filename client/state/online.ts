import { type Accessor, createSignal, onCleanup } from "solid-js";

export interface Online {
  /** False when the device says so, or when the last request reached nobody. */
  online: Accessor<boolean>;
  /** What the last request showed. */
  report: (reached: boolean) => void;
}

export function createOnline(): Online {
  const [online, setOnline] = createSignal(navigator.onLine);
  const follow = (): void => void setOnline(navigator.onLine);
  addEventListener("online", follow);
  addEventListener("offline", follow);
  onCleanup(() => {
    removeEventListener("online", follow);
    removeEventListener("offline", follow);
  });
  return { online, report: setOnline };
}
