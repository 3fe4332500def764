import { passing, type Store } from "./store.ts";

type Options = { store?: Store; reload?: () => void };

/**
 * Loads a part of the page. When it is gone because a newer build took its place, the page is loaded anew, once;
 * a part that still does not come is a plain failure, or an endless reload would hide it.
 */
export async function fresh<T>(load: () => Promise<T>, options: Options = {}): Promise<T> {
  const { store = passing, reload = () => location.reload() } = options;
  try {
    const part = await load();
    store.remove("reloaded");
    return part;
  } catch (error) {
    if (!navigator.onLine || store.get("reloaded") !== null || !store.set("reloaded", "1")) throw error;
    reload();
    return new Promise(() => undefined);
  }
}
