import type { IncomingMessage } from "node:http";

/** Live connections that one person may hold. Higher serves more tabs, lower leaves more memory to others. */
const perPerson = 50;
/** Connections of people who are not signed in, all together; each lasts only until it was told so. */
const ofStrangers = 200;

/** Counts live connections by who holds them, so that nobody fills our memory and strangers shut nobody out. */
export type Crowd = {
  /** Whether one more may come, who has a place from then on; `personId` is null for somebody who is not signed in. */
  admits(request: IncomingMessage, personId: string | null): boolean;
  /** A connection begins whose request was admitted; the result is called once it ended. */
  enter(request: IncomingMessage): () => void;
};

export function makeCrowd(): Crowd {
  const strangers = "";
  const leaves = new WeakMap<IncomingMessage, () => void>();
  const counts = new Map<string, number>();
  const add = (holder: string, change: 1 | -1): void => {
    const count = (counts.get(holder) ?? 0) + change;
    if (count > 0) counts.set(holder, count);
    else counts.delete(holder);
  };
  return {
    admits(request, personId) {
      const holder = personId ?? strangers;
      const most = personId === null ? ofStrangers : perPerson;
      if (request.socket.destroyed || (counts.get(holder) ?? 0) >= most) return false;
      // Counted here: of many who were looked up at the same moment, each must see those before.
      add(holder, 1);
      let inside = true;
      const leave = (): void => {
        if (inside) add(holder, -1);
        inside = false;
      };
      leaves.set(request, leave);
      request.socket.once("close", leave);
      return true;
    },
    enter(request) {
      const leave = leaves.get(request) ?? (() => {});
      request.socket.off("close", leave);
      return leave;
    },
  };
}
