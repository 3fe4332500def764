import type { Behaviour } from "../fake-gemini/fake-gemini.ts";
import { numberOf } from "./rehearsal.ts";

/** A mind that wants something done after every third turn or so, and the same again when it hears that turn again. */
export const everyThird: Behaviour["wishFor"] = ({ pcm: [first] }) => {
  const number = first ? numberOf(first) : 1;
  return number % 3 === 0 ? { name: number % 2 ? "give_hint" : "next_question", args: {} } : null;
};
