import { Emitter } from "../kit/emitter.ts";
import type { Store } from "../kit/store.ts";
import { makeCamera } from "./camera.ts";
import type { Capture } from "./capture.ts";
import type { DeviceTrouble } from "./device-problem.ts";
import { meter } from "./meter.ts";
import { makeMic } from "./mic.ts";
import { ring } from "./ring.ts";

export type Use = "mic" | "camera" | "speaker";
export type Listed = { readonly id: string; readonly label: string };
type Wait = (work: Promise<unknown>) => void;

export type DeviceEvents = {
  listed: [];
  chosen: [use: Use];
  track: [use: "mic" | "camera", track: MediaStreamTrack | undefined, wait: Wait];
  trouble: [use: "mic" | "camera", trouble: DeviceTrouble | undefined];
  lost: [use: Use, label: string];
  level: [level: number];
};

const kinds: Readonly<Record<Use, MediaDeviceKind>> = {
  mic: "audioinput",
  camera: "videoinput",
  speaker: "audiooutput",
};
const uses = Object.keys(kinds) as Use[];

/** The devices of this browser: what there is, what somebody chose the last time, what is open. */
export class LocalDevices {
  readonly events = new Emitter<DeviceEvents>();
  readonly mic: Capture;
  readonly camera: Capture;
  readonly #store: Store;
  #all: readonly MediaDeviceInfo[] = [];
  #stopMeter: (() => void) | undefined;
  readonly #follow = () => void this.#changed();

  constructor(store: Store) {
    this.#store = store;
    this.mic = makeMic({ deviceId: () => this.chosen("mic"), original: () => this.original });
    this.camera = makeCamera(() => this.chosen("camera"));
    this.#pass("mic", this.mic);
    this.#pass("camera", this.camera);
    this.mic.events.on("track", (track) => this.#measure(track));
    navigator.mediaDevices?.addEventListener("devicechange", this.#follow);
    void this.#look();
  }

  get canChooseSpeaker(): boolean {
    return "setSinkId" in HTMLMediaElement.prototype;
  }

  list(use: Use): readonly Listed[] {
    const listed = this.#all.filter((it) => it.kind === kinds[use] && it.deviceId !== "" && !isAlias(it));
    return listed.map(({ deviceId: id, label }) => ({ id, label }));
  }

  /** "" while it is not there: a headset that comes back is taken again. */
  chosen(use: Use): string {
    const kept = this.#store.get(`device-${use}`) ?? "";
    const named = this.#all.some((it) => it.kind === kinds[use] && it.deviceId !== "");
    return !named || this.list(use).some((it) => it.id === kept) ? kept : "";
  }

  async choose(use: Use, id: string): Promise<void> {
    if (id === "") this.#store.remove(`device-${use}`);
    else this.#store.set(`device-${use}`, id);
    this.events.emit("chosen", use);
    if (use !== "speaker") await this[use].change();
  }

  get original(): boolean {
    return this.#store.get("original-sound") === "1";
  }

  async setOriginal(on: boolean): Promise<void> {
    if (on) this.#store.set("original-sound", "1");
    else this.#store.remove("original-sound");
    this.events.emit("chosen", "mic");
    await this.mic.change();
  }

  /** A short sound where the room will be heard. Throws "NotFoundError" where there is nothing to play it. */
  ring(): Promise<void> {
    return ring(this.chosen("speaker"));
  }

  close(): void {
    navigator.mediaDevices?.removeEventListener("devicechange", this.#follow);
    this.mic.close();
    this.camera.close();
  }

  #pass(use: "mic" | "camera", capture: Capture): void {
    capture.events.on("trouble", (trouble) => this.events.emit("trouble", use, trouble));
    capture.events.on("lost", (label) => this.events.emit("lost", use, label));
    capture.events.on("track", (track, wait) => {
      this.events.emit("track", use, track, wait);
      if (track) void this.#look(); // names are told once a device was allowed
    });
  }

  #measure(track: MediaStreamTrack | undefined): void {
    this.#stopMeter?.();
    this.#stopMeter = track && meter(track, (level) => this.events.emit("level", level));
  }

  async #look(): Promise<void> {
    try {
      this.#all = await navigator.mediaDevices.enumerateDevices();
    } catch {
      this.#all = []; // plain http hides them, and opening one says so
    }
    this.events.emit("listed");
  }

  /** Something was plugged in or out. An open device that is no longer what was chosen, or what the system uses, changes over. */
  async #changed(): Promise<void> {
    const before = new Map(uses.map((use) => [use, { id: this.chosen(use), label: this.#labelOf(use) }]));
    await this.#look();
    for (const use of uses) {
      const was = before.get(use);
      const now = this.chosen(use);
      if (was && was.id !== "" && now === "") this.events.emit("lost", use, was.label);
      if (was?.id !== now) this.events.emit("chosen", use);
      if (use !== "speaker" && (was?.id !== now || this.#routeMoved(use))) await this.#changeOver(use);
    }
  }

  async #changeOver(use: "mic" | "camera"): Promise<void> {
    try {
      await this[use].change();
    } catch {
      // Told as trouble of the device; what is open goes on for as long as it can.
    }
  }

  /** The system's own choice is another device than the one that is open: headphones came or went. */
  #routeMoved(use: "mic" | "camera"): boolean {
    const open = this[use].track?.getSettings();
    if (!open || this.chosen(use) !== "") return false;
    const alias = this.#all.find((it) => it.kind === kinds[use] && it.deviceId === "default");
    return alias !== undefined && open.groupId !== undefined && alias.groupId !== open.groupId;
  }

  #labelOf(use: Use): string {
    return this.list(use).find((it) => it.id === this.chosen(use))?.label ?? "";
  }
}

/** What some browsers list besides the devices themselves: whatever the system uses, which "" stands for here. */
function isAlias({ deviceId }: MediaDeviceInfo): boolean {
  return deviceId === "default" || deviceId === "communications";
}
