import { type Accessor, createSignal, onCleanup } from "solid-js";

/** Grows every `ms`, for what follows a clock; ends with its owner. */
export function createTick(ms = 1_000): Accessor<number> {
  const [tick, setTick] = createSignal(0);
  const timer = setInterval(() => setTick((it) => it + 1), ms);
  onCleanup(() => clearInterval(timer));
  return tick;
}
