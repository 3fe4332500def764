import type { IncomingMessage } from "node:http";

/** Live connections that one person may hold. Higher serves more tabs, lower leaves more memory to others. */
const perPerson = 50;
/** Connections of people who are not signed in, all together; each lasts only until it was told so. */
const ofStrangers = 200;

/** Counts live connections by who holds them, so that nobody fills our memory and strangers shut nobody out. */
export type Crowd = {
  /** Whether one more may come; `personId` is null for somebody who is not signed in. */
  admits(request: IncomingMessage, personId: string | null): boolean;
  /** A connection begins whose request was admitted; the result is called once it ended. */
  enter(request: IncomingMessage): () => void;
};

export function makeCrowd(): Crowd {
  const strangers = "";
  const holders = new WeakMap<IncomingMessage, string>();
  const counts = new Map<string, number>();
  const add = (holder: string, change: 1 | -1): void => {
    const count = (counts.get(holder) ?? 0) + change;
    if (count > 0) counts.set(holder, count);
    else counts.delete(holder);
  };
  return {
    admits(request, personId) {
      const holder = personId ?? strangers;
      holders.set(request, holder);
      return (counts.get(holder) ?? 0) < (personId === null ? ofStrangers : perPerson);
    },
    enter(request) {
      const holder = holders.get(request) ?? strangers;
      add(holder, 1);
      return () => add(holder, -1);
    },
  };
}
