/** Lets this page into an interview over the PCM door, once. */
export type Ticket = { readonly token: string; readonly path: string };

/** Why the line is not there right now: somebody else has it, it is too slow, or no interviewer can be reached. */
export type PcmTrouble = "taken" | "slow" | "away";

/** Whether this browser can take sound apart and put it together by itself. */
export function canDoPcm(): boolean {
  return typeof AudioWorkletNode !== "undefined" && typeof WebSocket !== "undefined";
}
