import type { Clock } from "../../kit/clock.ts";
import type { Log } from "../../kit/log.ts";
import type { OpenBridge } from "./bridge.ts";
import type { OpenPcmVoice } from "./pcm-voice.ts";

/** All sound that this server decodes and makes while people talk, in one thread of its own. */
export interface Sound {
  readonly openBridge: OpenBridge;
  readonly openPcmVoice: OpenPcmVoice;
  /** What is open is closed with it; resolves when the thread has ended. */
  close(): Promise<void>;
}

/** Its thread begins with the first that needs it, and again whenever it ended by itself. */
export type OpenSound = (options: { readonly clock: Clock; readonly log: Log }) => Sound;
