import type { Accessor } from "solid-js";
import type { DeviceProblem, DeviceUse } from "../../media/device-problem.ts";

export type { DeviceProblem, DeviceTrouble, DeviceUse } from "../../media/device-problem.ts";

/** One device as the browser names it. Labels are empty until some device was allowed. */
export type DeviceChoice = { readonly id: string; readonly label: string };
type Listed = Exclude<DeviceUse, "screen">;

/** A person's microphones, cameras and speakers: what there is, what was chosen, and what is wrong. */
export interface Devices {
  list(use: Listed): readonly DeviceChoice[];
  /** The chosen one's id; "" is whatever the browser takes. */
  chosen(use: Listed): string;
  /** Remembered for the next time; what is open changes over without a gap. */
  choose(use: Listed, id: string): void;
  /** What is wrong with one of them now. */
  problem(use: DeviceUse): DeviceProblem | undefined;
  /** A chosen device that was pulled out; another one took over. Shown until `understood`. */
  lost: Accessor<{ readonly use: Listed; readonly label: string } | undefined>;
  understood(): void;
  /** Sound as it comes from the microphone: no echo cancelling, no noise suppression. For headsets. */
  original: Accessor<boolean>;
  setOriginal(on: boolean): void;
  /** False in browsers that play only where the system plays. */
  canChooseSpeaker: boolean;
  /** How loud one's own microphone is, 0..9. */
  level: Accessor<number>;
  /** One's own camera, for a mirror. */
  picture: Accessor<MediaStream | undefined>;
  /** Asks for the device and keeps it open; resolves false when there is a problem. */
  open(use: "mic" | "camera"): Promise<boolean>;
  close(use: "mic" | "camera"): void;
  /** Plays a short sound where the room will be heard. */
  ring(): Promise<void>;
}

/** Devices of this browser, closed with their owner. */
export declare function createDevices(): Devices;
