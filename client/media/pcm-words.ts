/** Lets this page into an interview over the PCM door, once. */
export type Ticket = { readonly token: string; readonly path: string };

/** Whether this browser can take sound apart and put it together by itself. */
export function canDoPcm(): boolean {
  return typeof AudioWorkletNode !== "undefined" && typeof WebSocket !== "undefined";
}
