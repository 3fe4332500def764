import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import { whenBack } from "./online.ts";
import { asRefusal, isAbort, type Refusal } from "./refusal.ts";

export type PageOf<T> = { rows: T[]; next: string | null };

/** A long list that is read page by page. */
export interface Pages<T> {
  /** undefined until the first page came. */
  rows: Accessor<T[] | undefined>;
  more: Accessor<boolean>;
  loading: Accessor<boolean>;
  refusal: Accessor<Refusal | undefined>;
  showMore(): void;
  /** Reads the list from its start again. */
  refetch(): void;
  /** Changes rows that were already shown, after another answer told what they are now. */
  change(edit: (rows: T[]) => T[]): void;
}

/** Reads the first page whenever `filters` change; rows of the filters before stay until then. */
export function createPages<F, T>(
  filters: Accessor<F>,
  fetch: (filters: F, cursor: string | undefined, signal: AbortSignal) => Promise<PageOf<T>>,
): Pages<T> {
  const [rows, setRows] = createSignal<T[]>();
  const [next, setNext] = createSignal<string | null>(null);
  const [loading, setLoading] = createSignal(false);
  const [refusal, setRefusal] = createSignal<Refusal>();
  let running: AbortController | undefined;

  const load = async (cursor?: string): Promise<void> => {
    running?.abort();
    const mine = running = new AbortController();
    setLoading(true);
    setRefusal(undefined);
    try {
      const page = await fetch(filters(), cursor, mine.signal);
      if (mine !== running) return;
      setRows((seen) => cursor === undefined ? page.rows : [...seen ?? [], ...page.rows]);
      setNext(page.next);
    } catch (error) {
      if (mine !== running || isAbort(error)) return;
      setRefusal(asRefusal(error));
    }
    setLoading(false);
  };

  createEffect(on(filters, () => void load()));
  whenBack(() =>
    refusal()?.code === "offline" && void load(rows() && next() !== null ? next() ?? undefined : undefined)
  );
  onCleanup(() => {
    running?.abort();
    running = undefined;
  });
  return {
    rows,
    loading,
    refusal,
    more: () => next() !== null,
    showMore: () => void load(next() ?? undefined),
    refetch: () => void load(),
    change: (edit) => setRows((seen) => seen && edit(seen)),
  };
}
