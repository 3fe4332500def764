import { type Accessor, createEffect, createSignal, onCleanup } from "solid-js";

/** True once `condition` has held for `ms` without a break. */
export function createLate(condition: Accessor<boolean>, ms: number): Accessor<boolean> {
  const [late, setLate] = createSignal(false);
  createEffect(() => {
    setLate(false);
    if (!condition()) return;
    const timer = setTimeout(() => setLate(true), ms);
    onCleanup(() => clearTimeout(timer));
  });
  return late;
}

/** Follows `value`, but only after it stood still for `ms`; lower asks the server more often while somebody types. */
export function createCalm<T>(value: Accessor<T>, ms: number): Accessor<T> {
  const [calm, setCalm] = createSignal(value());
  createEffect(() => {
    const next = value();
    const timer = setTimeout(() => setCalm(() => next), ms);
    onCleanup(() => clearTimeout(timer));
  });
  return calm;
}
