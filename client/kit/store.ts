/** Text kept in the browser, where it may be kept; a browser that refuses storage only forgets. */
export interface Store {
  get(key: string): string | null;
  /** False when the browser did not take it. */
  set(key: string, value: string): boolean;
  remove(key: string): void;
}

export function makeStore(open: () => Storage): Store {
  const attempt = <T>(work: (storage: Storage) => T, otherwise: T): T => {
    try {
      return work(open());
    } catch {
      // Private windows and full disks refuse storage. Callers keep what they hold in memory.
      return otherwise;
    }
  };
  return {
    get: (key) => attempt((storage) => storage.getItem(key), null),
    set: (key, value) => attempt((storage) => (storage.setItem(key, value), true), false),
    remove: (key) => attempt((storage) => storage.removeItem(key), undefined),
  };
}

/** Stays after the browser is closed. */
export const lasting: Store = makeStore(() => localStorage);
/** Lives as long as the tab. */
export const passing: Store = makeStore(() => sessionStorage);
