import { type Accessor, createSignal, onCleanup } from "solid-js";
import { lasting } from "../../kit/store.ts";
import { type DeviceProblem, type DeviceTrouble, type DeviceUse, troubleOf } from "../../media/device-problem.ts";
import { LocalDevices } from "../../media/devices.ts";

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
  /** A device in use that was pulled out; another one took over, if there is one. Shown until `understood`. */
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
  /** What is open now. */
  track(use: "mic" | "camera"): MediaStreamTrack | undefined;
  /** Asks for the device and keeps it open; resolves false when there is a problem. */
  open(use: "mic" | "camera"): Promise<boolean>;
  close(use: "mic" | "camera"): void;
  /** Plays a short sound where the room will be heard; when it cannot, `problem("speaker")` says so. */
  ring(): Promise<void>;
}

/** Devices of this browser, closed with their owner. */
export function createDevices(local: LocalDevices = new LocalDevices(lasting)): Devices {
  const [version, setVersion] = createSignal(0);
  const [tracks, setTracks] = createSignal<Partial<Record<Listed, MediaStreamTrack | undefined>>>({});
  const [troubles, setTroubles] = createSignal<Partial<Record<DeviceUse, DeviceTrouble | undefined>>>({});
  const [lost, setLost] = createSignal<{ use: Listed; label: string }>();
  const [level, setLevel] = createSignal(0);
  const [picture, setPicture] = createSignal<MediaStream>();
  const changed = (): void => void setVersion((it) => it + 1);
  // The trouble was told as an event, which is what the page shows.
  const told = (work: Promise<unknown>): Promise<boolean> => work.then(() => true, () => false);

  const stops = [
    local.events.on("listed", changed),
    local.events.on("chosen", changed),
    local.events.on("level", setLevel),
    local.events.on("lost", (use, label) => void setLost({ use, label })),
    local.events.on("trouble", (use, trouble) => void setTroubles((all) => ({ ...all, [use]: trouble }))),
    local.events.on("track", (use, track) => {
      setTracks((all) => ({ ...all, [use]: track }));
      if (use === "camera") setPicture(track && new MediaStream([track]));
    }),
  ];
  onCleanup(() => {
    for (const stop of stops) stop();
    local.close();
  });
  return {
    list: (use) => (version(), local.list(use)),
    chosen: (use) => (version(), local.chosen(use)),
    choose: (use, id) => void told(local.choose(use, id)),
    problem: (use) => {
      const trouble = troubles()[use];
      return trouble && { use, trouble };
    },
    lost,
    understood: () => setLost(undefined),
    original: () => (version(), local.original),
    setOriginal: (on) => void told(local.setOriginal(on)),
    canChooseSpeaker: local.canChooseSpeaker,
    level,
    picture,
    track: (use) => tracks()[use],
    open: (use) => told(local[use].open()),
    close: (use) => local[use].close(),
    async ring() {
      try {
        await local.ring();
        setTroubles((all) => ({ ...all, speaker: undefined }));
      } catch (error) {
        setTroubles((all) => ({ ...all, speaker: troubleOf(error) }));
      }
    },
  };
}
