import { type Accessor, createSignal, onCleanup } from "solid-js";

export type Toast = { id: number; text: string; action?: { label: string; run: () => void } };

export interface Toasts {
  shown: Accessor<Toast[]>;
  /** Says that something was done; with an action it stays longer. */
  say: (text: string, action?: Toast["action"]) => void;
  dismiss: (id: number) => void;
  /** While somebody points at a toast or tabs to it, nothing vanishes. */
  hold: (held: boolean) => void;
}

/** How long a toast stays. Lower is gone before it is read, higher is in the way. */
const stayMs = { plain: 5_000, withAction: 10_000 };

export function createToasts(): Toasts {
  const [shown, setShown] = createSignal<Toast[]>([]);
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let last = 0;

  const dismiss = (id: number): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    setShown((all) => all.filter((toast) => toast.id !== id));
  };
  const start = (toast: Toast): void => {
    timers.set(toast.id, setTimeout(() => dismiss(toast.id), toast.action ? stayMs.withAction : stayMs.plain));
  };
  const stop = (): void => {
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
  };
  onCleanup(stop);
  return {
    shown,
    dismiss,
    say(text, action) {
      const toast: Toast = action ? { id: ++last, text, action } : { id: ++last, text };
      setShown((all) => [...all.slice(-2), toast]);
      start(toast);
    },
    hold(held) {
      stop();
      if (!held) shown().forEach(start);
    },
  };
}
