import type { Accessor } from "solid-js";
import type { AppState } from "../app-state.ts";

/** The way of sound from here to the server, in the order in which it is tried. */
export const hops = ["page", "socket", "udp", "tcp", "turn", "microphone"] as const;
export type HopName = (typeof hops)[number];
export type HopState = "waiting" | "running" | "ok" | "failed" | "skipped";

export type Hop = {
  readonly name: HopName;
  readonly state: HopState;
  /** How long it took, when it worked. */
  readonly tookMs: number | undefined;
  /** What was found and, after a failure, what to do. */
  readonly sentence: string | undefined;
};

/** Tries the way of sound hop by hop. */
export interface Doctor {
  hops: Accessor<readonly Hop[]>;
  running: Accessor<boolean>;
  /** The first hop that failed, when all were tried. */
  firstFailed: Accessor<Hop | undefined>;
  /** Tries all of them, again if it must. */
  run(): Promise<void>;
}

export declare function createDoctor(app: AppState): Doctor;
