import { type Accessor, createEffect, createSignal, on, onCleanup, useContext } from "solid-js";
import { OnlineContext, whenBack } from "./online.ts";
import { asRefusal, isAbort, type Refusal } from "./refusal.ts";

/** Something that lives on the server, as last seen. What was seen stays while it is fetched again. */
export interface Remote<T> {
  data: Accessor<T | undefined>;
  refusal: Accessor<Refusal | undefined>;
  loading: Accessor<boolean>;
  refetch: () => void;
  /** Puts in what another answer already told. */
  set: (data: T | undefined) => void;
}

/** Fetches whenever `source` changes to something; `undefined` means "not now". Another source forgets what was seen. */
export function createRemote<S, T>(
  source: Accessor<S | undefined>,
  fetch: (source: S, signal: AbortSignal) => Promise<T>,
  online: Accessor<boolean> = useContext(OnlineContext),
): Remote<T> {
  const [data, setData] = createSignal<T>();
  const [refusal, setRefusal] = createSignal<Refusal>();
  const [loading, setLoading] = createSignal(false);
  let running: AbortController | undefined;

  const load = async (from: S): Promise<void> => {
    running?.abort();
    const mine = running = new AbortController();
    setLoading(true);
    try {
      const answer = await fetch(from, mine.signal);
      if (mine !== running) return;
      setData(() => answer);
      setRefusal(undefined);
    } catch (error) {
      if (mine !== running || isAbort(error)) return;
      setRefusal(asRefusal(error));
    }
    setLoading(false);
  };
  const stop = (): void => {
    running?.abort();
    running = undefined;
    setLoading(false);
  };
  const refetch = (): void => {
    const from = source();
    if (from !== undefined) void load(from);
  };

  createEffect(on(source, (from, before) => {
    if (before !== undefined && before !== from) setData(undefined);
    setRefusal(undefined);
    if (from === undefined) stop();
    else void load(from);
  }));
  onCleanup(stop);
  whenBack(() => refusal()?.code === "offline" && refetch(), online);
  return { data, refusal, loading, refetch, set: (value) => setData(() => value) };
}
