import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import type { PersonView } from "../../../proto/live/view.ts";
import type { Source } from "../../../proto/live/words.ts";
import type { Facts } from "../../../proto/signaling.ts";
import type { Live } from "../../api/live.ts";
import type { CallLike } from "../../media/call.ts";
import type { LocalDevices } from "../../media/devices.ts";
import type { Devices } from "./devices.ts";
import { OwnDevice } from "./own-device.ts";
import { OwnScreen } from "./own-screen.ts";
import { type Right, rightTo } from "./rights.ts";
import type { Visit } from "./visit.ts";

/** What one sends oneself. */
export interface Own {
  mic: OwnDevice;
  camera: OwnDevice;
  screenShare: OwnScreen;
  me: Accessor<PersonView | undefined>;
  /** What the server took away last. */
  stopped: Accessor<Facts["track:stopped"] | undefined>;
  understood(): void;
  /** Sends again what a break may have lost. */
  settle(): void;
}

type Options = {
  readonly live: Pick<Live, "on">;
  readonly call: CallLike;
  readonly local: LocalDevices;
  readonly devices: Devices;
  readonly visit: Visit;
};

export function createOwn({ live, call, local, devices, visit }: Options): Own {
  const [stopped, setStopped] = createSignal<Facts["track:stopped"]>();
  const me = (): PersonView | undefined => visit.view()?.people[visit.myId() ?? ""];
  const inside = (): boolean => visit.place() === "inside";
  const right = (source: Source): Right => rightTo(visit.view(), visit.myId(), source);
  const make = (source: "mic" | "camera"): OwnDevice =>
    new OwnDevice({
      source,
      devices,
      call,
      inside,
      right: () => right(source),
      muted: () => me()?.muted ?? false,
      wanted: source === "mic",
    });
  const [mic, camera] = [make("mic"), make("camera")];
  const screenShare = new OwnScreen({ call, right: () => right("screen") });
  const settle = (): void => void Promise.all([mic.settle(), camera.settle()]);

  createEffect(on([inside, () => right("mic"), () => right("camera")], settle, { defer: true }));
  createEffect(on(me, (now, before) => before && now && heedOthers(mic, before, now), { defer: true }));
  createEffect(on([inside, () => right("screen")], ([here, may]) => {
    if (!here || may === "none") void screenShare.stopped();
  }, { defer: true }));

  const stops = [
    local.events.on("track", (use, track, wait) => {
      if (track) wait(call.replace(use, track));
    }),
    call.events.on("lost", (source) => void lost(source)),
    live.on("track:stopped", (fact) => {
      setStopped(fact);
      void lost(fact.source);
    }),
  ];
  const lost = async (source: Source): Promise<void> => {
    if (source === "mic") return await mic.stopped();
    if (source !== "camera") return await screenShare.stopped();
    camera.want(false);
    await camera.stopped();
  };
  onCleanup(() => {
    for (const stop of stops) stop();
    void screenShare.stopped();
  });
  return { mic, camera, screenShare, me, stopped, understood: () => setStopped(undefined), settle };
}

/** What a moderator did is what one wants from then on: nobody's microphone opens by the hand of somebody else. */
function heedOthers(mic: OwnDevice, before: PersonView, now: PersonView): void {
  const muted = now.muted && !before.muted;
  const unasked = now.part === "speaker" && before.part === "observer" && before.handMs === null;
  if (!muted && !unasked) return;
  mic.want(false);
  void mic.settle();
}
