import { knowsThisBrowser } from "../../media/engine.ts";

/** Why this browser cannot take part in a live room, as a sentence; undefined when it can. */
export function unsupported(): string | undefined {
  if (!globalThis.isSecureContext) {
    return "This page was opened over plain http, where browsers allow no microphone. Open it with https.";
  }
  const able = typeof AudioContext !== "undefined" && typeof MediaStream !== "undefined" && knowsThisBrowser();
  return able
    ? undefined
    : "This browser cannot send and receive sound as live rooms need it. Use a current Chrome, Edge or Firefox.";
}

/** Whether live rooms were never tried with the engine of this browser, told from how it names itself. */
export function untried(agent: string): boolean {
  return /iPhone|iPad|Safari\//.test(agent) && !/Android|Chrom(e|ium)\/|Edg\//.test(agent);
}
