import { Refusal } from "../kit/refusal.ts";

/**
 * `offline`: the server cannot be reached. `busy`: it does not take it now. `browser`: this browser does not keep it, or
 * does not give back what it kept.
 */
export type Waits = "offline" | "busy" | "browser";

/** What somebody waits for after a try that failed. */
export function reasonOf(error: unknown): Waits {
  if (!(error instanceof Refusal)) return "browser";
  return error.code === "offline" ? "offline" : "busy";
}

/** Pauses between tries: lower asks a server or a browser in trouble more often, higher keeps and sends later. */
export const pausesMs = [1_000, 2_000, 5_000, 10_000, 30_000] as const;

/** How long to wait after so many tries in a row that failed. */
export function pauseMs(tries: number): number {
  return pausesMs[Math.min(tries, pausesMs.length - 1)] ?? pausesMs[0];
}
