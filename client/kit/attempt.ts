import { uuid } from "./uuid.ts";

/** The key under which one submission of a form is sent, however often it takes to get through. */
export interface Attempt {
  /** The same content keeps its key until `done`; changed content is another request and gets another. */
  keyFor(content: unknown): string;
  /** The server gave its answer, so the next submission is a new one. */
  done(): void;
}

export function makeAttempt(makeKey: () => string = uuid): Attempt {
  let current: { content: string; key: string } | undefined;
  return {
    keyFor(content) {
      const text = JSON.stringify(content) ?? "";
      if (current?.content !== text) current = { content: text, key: makeKey() };
      return current.key;
    },
    done() {
      current = undefined;
    },
  };
}
