import { createSignal } from "solid-js";
import type { Devices, DeviceUse } from "../../state/room/devices.ts";
import type { Track, TrackState } from "../../state/room/room.ts";
import type { Asked, Scene } from "./scene.ts";

/** One stream of one's own that stands still in one state. */
export function standInTrack(use: "mic" | "camera" | "screen", state: TrackState, scene: Scene, asked: Asked): Track {
  const note = (verb: string) => (): Promise<void> => {
    asked.push(`${use} ${verb}`);
    return Promise.resolve();
  };
  const trouble = scene.problems?.[use];
  return {
    state: () => state,
    problem: () => trouble && { use, trouble },
    on: note("on"),
    off: note("off"),
    toggle: note("toggle"),
  };
}

/** Devices of nobody. */
export function standInDevices(scene: Scene = {}, asked: Asked = []): Devices {
  const denied = (use: DeviceUse): boolean => scene.problems?.[use] !== undefined;
  const [micOpen, setMicOpen] = createSignal(scene.micOpen ?? !denied("mic"));
  const labels = { mic: "Desk microphone (USB)", camera: "Built-in camera", speaker: "Headphones" };
  return {
    list: (use) => denied(use) ? [] : [{ id: use, label: labels[use] }, { id: `${use}-2`, label: "Another one" }],
    chosen: (use) => denied(use) ? "" : use,
    choose: (use, id) => asked.push(`choose ${use} ${id}`),
    problem: (use) => {
      const trouble = scene.problems?.[use];
      return trouble && { use, trouble };
    },
    lost: () => scene.deviceLost === undefined ? undefined : { use: "mic", label: scene.deviceLost },
    understood: () => asked.push("device understood"),
    original: () => false,
    setOriginal: () => undefined,
    canChooseSpeaker: true,
    level: () => micOpen() ? 6 : 0,
    picture: () => undefined,
    // Only that there is one is looked at.
    track: (use) => use === "mic" && micOpen() ? {} as MediaStreamTrack : undefined,
    open: (use) => {
      asked.push(`open ${use}`);
      if (use === "mic" && scene.micOpen !== false) setMicOpen(!denied(use));
      return Promise.resolve(!denied(use));
    },
    close: (use) => {
      asked.push(`close ${use}`);
      if (use === "mic") setMicOpen(false);
    },
    ring: () => Promise.resolve(void asked.push("ring")),
  };
}
