import { type Accessor, createSignal } from "solid-js";
import { passing, type Store } from "./store.ts";

type Kept = [value: Accessor<string>, set: (value: string) => void, forget: () => void];

/** Text of a field that survives a reload or a detour over the sign-in page, until it is forgotten. */
export function createKept(key: string, initial = "", store: Store = passing): Kept {
  const [value, setValue] = createSignal(store.get(key) ?? initial);
  const set = (next: string): void => {
    setValue(next);
    if (next === initial) store.remove(key);
    else store.set(key, next);
  };
  const forget = (): void => {
    setValue(initial);
    store.remove(key);
  };
  return [value, set, forget];
}
