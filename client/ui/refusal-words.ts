import type { Refusal } from "../kit/refusal.ts";

/** A refusal in two parts: what happened, then what is safe and what to do. */
export function refusalWords(refusal: Refusal, kept = "What you typed is still here."): { what: string; next: string } {
  switch (refusal.code) {
    case "offline":
      return { what: "The server could not be reached.", next: `${kept} Try again when your connection is back.` };
    case "internal":
      return { what: "That did not work, and it is not your fault.", next: `${kept} Try again in a moment.` };
    case "unavailable":
      return { what: refusal.message, next: `${kept} Try again in a moment.` };
    case "bad-request":
    case "unauthenticated":
    case "forbidden":
    case "not-found":
    case "conflict":
    case "closed":
    case "too-large":
    case "too-many":
      return { what: refusal.message, next: kept };
  }
}
