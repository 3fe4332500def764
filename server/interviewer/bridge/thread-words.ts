import type { Frame } from "./bridge.ts";

export type Rate = 16_000 | 24_000;

/** What the thread of sound is told. Each ear and each mouth has a number; one that it does not know is past. */
export type Wish =
  | { readonly is: "ear"; readonly id: number; readonly atMs: number }
  | { readonly is: "packet"; readonly id: number; readonly atMs: number; readonly bytes: Uint8Array }
  /** `live`: what it says comes from somebody who speaks now, not from a queue. */
  | { readonly is: "mouth"; readonly id: number; readonly live: boolean }
  /** `round`: what came before a hush belongs to the round before. */
  | {
    readonly is: "say";
    readonly id: number;
    readonly pcm: Int16Array;
    readonly rate: Rate;
    readonly round: number;
  }
  | { readonly is: "duck"; readonly id: number; readonly on: boolean }
  | { readonly is: "hush"; readonly id: number; readonly round: number }
  | { readonly is: "close"; readonly id: number };

/** What it tells. */
export type Told =
  | Made
  | { readonly is: "trouble"; readonly what: string }
  /** It is well, and did so many wishes since the last time. */
  | { readonly is: "alive"; readonly done: number };

/** What it made for one ear or mouth. */
export type Made =
  /** `pcm` null: silence. */
  | { readonly is: "frame"; readonly id: number; readonly frame: HeardFrame }
  /** One slot of 20 ms in which something was said, by number since the mouth is open. */
  | { readonly is: "slot"; readonly id: number; readonly slot: Slot }
  | { readonly is: "speaking"; readonly id: number; readonly on: boolean }
  | { readonly is: "hushed"; readonly id: number; readonly round: number; readonly unspokenMs: number };

export type HeardFrame = Omit<Frame, "personId" | "pcm"> & { readonly pcm: Int16Array | null };

export type Slot = {
  readonly number: number;
  /** Opus; null: there is nothing to send, as in a pause. */
  readonly payload: Uint8Array | null;
  /** It follows a pause. */
  readonly marker: boolean;
  /** dB below the loudest. */
  readonly level: number;
  /** Samples of what was to be said that are spoken with it, and their round. */
  readonly spoken: number;
  readonly round: number;
};
