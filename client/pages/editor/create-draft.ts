import { useBeforeLeave } from "@solidjs/router";
import { type Accessor, createEffect, createSignal, onCleanup } from "solid-js";
import { createStore, reconcile, type SetStoreFunction, unwrap } from "solid-js/store";
import { lasting, type Store } from "../../kit/store.ts";
import { type Draft, readDraft } from "./draft.ts";

/** A task being written, and its copy in the browser. */
export interface DraftState {
  draft: Draft;
  set: SetStoreFunction<Draft>;
  dirty: Accessor<boolean>;
  /** An older copy that was found; it waits to be used or dropped. */
  found: Accessor<{ draft: Draft; at: string } | undefined>;
  useFound(): void;
  dropFound(): void;
  /** Puts another text in, as the one that counts as saved. */
  replace(draft: Draft): void;
  /** Saved: the copy is not needed any more and leaving asks nothing. */
  settle(): void;
  /** Set while somebody wants to leave with unsaved text; calling it leaves. */
  leaving: Accessor<(() => void) | undefined>;
  stay(): void;
}

/** How long typing rests before the copy is written. Lower writes at each key, higher loses more in a crash. */
const restMs = 400;

export function createDraft(key: string, initial: Draft, now: () => Date, store: Store = lasting): DraftState {
  const [draft, set] = createStore<Draft>(structuredClone(initial));
  const [base, setBase] = createSignal(JSON.stringify(initial));
  const kept = readDraft(store.get(key));
  const [found, setFound] = createSignal(kept && JSON.stringify(kept.draft) !== base() ? kept : undefined);
  const [leaving, setLeaving] = createSignal<() => void>();
  const dirty = (): boolean => JSON.stringify(draft) !== base();

  createEffect(() => {
    const text = JSON.stringify(draft);
    if (text === base()) return;
    const timer = setTimeout(
      () => store.set(key, JSON.stringify({ draft: unwrap(draft), at: now().toISOString() })),
      restMs,
    );
    onCleanup(() => clearTimeout(timer));
  });
  const ask = (event: BeforeUnloadEvent): void => {
    if (dirty()) event.preventDefault();
  };
  addEventListener("beforeunload", ask);
  onCleanup(() => removeEventListener("beforeunload", ask));
  useBeforeLeave((event) => {
    if (!dirty() || event.defaultPrevented) return;
    event.preventDefault();
    store.set(key, JSON.stringify({ draft: unwrap(draft), at: now().toISOString() }));
    setLeaving(() => () => event.retry(true));
  });
  return {
    draft,
    set,
    dirty,
    found,
    leaving,
    stay: () => setLeaving(undefined),
    useFound() {
      const copy = found();
      if (copy) set(reconcile(structuredClone(copy.draft)));
      setFound(undefined);
    },
    dropFound() {
      store.remove(key);
      setFound(undefined);
    },
    replace(next) {
      setBase(JSON.stringify(next));
      set(reconcile(structuredClone(next)));
      store.remove(key);
    },
    settle() {
      setBase(JSON.stringify(draft));
      store.remove(key);
    },
  };
}
