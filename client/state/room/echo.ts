import type { Accessor } from "solid-js";
import type { Refusal } from "../../kit/refusal.ts";
import type { Devices } from "./devices.ts";
import type { Quality } from "../../media/stats.ts";

export type EchoState = "idle" | "opening" | "recording" | "playing" | "done" | "failed";

/** Hearing oneself as others would: one's voice goes to the server and comes back. */
export interface Echo {
  state: Accessor<EchoState>;
  /** Opens the way, records five seconds of what came back, and plays them. */
  listen(): Promise<void>;
  /** Plays what was recorded once more. */
  again(): Promise<void>;
  /** Lets go of the way and of what was recorded. */
  close(): void;
  /** Whole seconds that are still recorded. */
  leftSeconds: Accessor<number>;
  /** How loud what comes back is, 0..9. */
  level: Accessor<number>;
  quality: Accessor<Quality | undefined>;
  /** Why it failed, unless it was the microphone: that is in `devices.problem("mic")`. */
  refusal: Accessor<Refusal | undefined>;
}

/** An echo with the microphone of `devices`; closed with its owner. */
export declare function createEcho(devices: Devices): Echo;
