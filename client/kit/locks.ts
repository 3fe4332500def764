/** What one tab does while no other does. */
export interface Locks {
  /** Does the work unless it is being done already, here or in another tab; false: it was. */
  only(name: string, work: () => Promise<void>): Promise<boolean>;
}

/** Between all tabs of this browser; where it cannot tell them apart, as on plain http, within this one. */
export function makeLocks(): Locks {
  const held = new Set<string>();
  return {
    async only(name, work) {
      if ("locks" in navigator) {
        return await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
          if (lock) await work();
          return lock !== null;
        });
      }
      if (held.has(name)) return false;
      held.add(name);
      await work().finally(() => held.delete(name));
      return true;
    },
  };
}
