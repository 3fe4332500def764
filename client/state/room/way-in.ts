import { type Accessor, createSignal } from "solid-js";
import { Refusal } from "../../kit/refusal.ts";
import { markAsked } from "../../media/marks.ts";
import type { Devices } from "./devices.ts";
import type { OwnDevice } from "./own-device.ts";
import type { Visit } from "./visit.ts";

/** From the door into the room. */
export interface WayIn {
  /** The browser asks for the microphone, or was told no. */
  asking: Accessor<"no" | "asking" | "denied">;
  /** Why this browser cannot come in at all. */
  unable: Accessor<Refusal | undefined>;
  join(takeOver: boolean): Promise<void>;
}

type Options = {
  readonly visit: Visit;
  readonly devices: Devices;
  readonly mic: OwnDevice;
  readonly camera: OwnDevice;
  /** Whether the browser opens a device without asking. */
  readonly allowed: (use: "mic" | "camera") => Promise<boolean>;
  /** Why this browser cannot take part, as a sentence. */
  readonly unsupported: () => string | undefined;
};

export function createWayIn({ visit, devices, mic, camera, allowed, unsupported }: Options): WayIn {
  const [asking, setAsking] = createSignal<"no" | "asking" | "denied">("no");
  const [unable, setUnable] = createSignal<Refusal>();
  /** False when somebody said no, which is to be sorted out before. Any other trouble does not keep anybody out. */
  const askForMic = async (): Promise<boolean> => {
    setAsking("asking");
    const open = await devices.open("mic");
    const trouble = open ? undefined : devices.problem("mic")?.trouble;
    const denied = trouble === "permissionsDenied" || trouble === "dismissed";
    setAsking(denied ? "denied" : "no");
    return !denied;
  };
  return {
    asking,
    unable,
    async join(takeOver) {
      if (visit.place() === "entering" || visit.place() === "inside") return;
      markAsked();
      setAsking("no");
      const problem = unsupported();
      setUnable(problem === undefined ? undefined : new Refusal("bad-request", problem));
      if (problem !== undefined) return;
      const silent = !mic.wanted || devices.track("mic") !== undefined;
      // Where the browser need not ask, the microphone opens while the server is asked.
      if (!silent && !await allowed("mic") && !await askForMic()) return;
      if (!silent) void devices.open("mic");
      if (camera.wanted) void devices.open("camera");
      await visit.enter(takeOver);
    },
  };
}
