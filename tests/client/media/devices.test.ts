import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LocalDevices } from "../../../client/media/devices.ts";
import { createDevices } from "../../../client/state/room/devices.ts";
import { asLocal, fakeDevices, freshStore } from "../fake-media.ts";

type Info = { kind: MediaDeviceKind; deviceId: string; groupId: string; label: string };

/** A track of a device that is plugged in. */
class FakeTrack extends EventTarget {
  readyState = "live";
  readonly #of: Info;
  constructor(of: Info) {
    super();
    this.#of = of;
  }
  get label(): string {
    return this.#of.label;
  }
  getSettings(): MediaTrackSettings {
    return { deviceId: this.#of.deviceId, groupId: this.#of.groupId };
  }
  stop(): void {
    this.readyState = "ended";
  }
}

const device = (kind: MediaDeviceKind, deviceId: string, groupId = deviceId): Info => ({
  kind,
  deviceId,
  groupId,
  label: `The ${deviceId}`,
});
const mic = (id: string, group?: string): Info => device("audioinput", id, group);
const speaker = (id: string): Info => device("audiooutput", id);

/** A browser with devices that are plugged in and out, and the system's own choice among them. */
class FakeMediaDevices extends EventTarget {
  plugged: Info[] = [];
  readonly asked: (string | undefined)[] = [];
  enumerateDevices = (): Promise<Info[]> => Promise.resolve([...this.plugged]);
  getUserMedia = ({ audio }: { audio: { deviceId?: { exact: string } } }) => {
    const id = audio.deviceId?.exact;
    this.asked.push(id);
    const inputs = this.plugged.filter((it) => it.kind === "audioinput");
    const alias = inputs.find((it) => it.deviceId === "default");
    const real = inputs.filter((it) => it.deviceId !== "default");
    const found = id
      ? real.find((it) => it.deviceId === id)
      : real.find((it) => it.groupId === alias?.groupId) ?? real[0];
    if (!found) return Promise.reject(new DOMException("", id ? "OverconstrainedError" : "NotFoundError"));
    return Promise.resolve({ getTracks: () => [new FakeTrack(found)] });
  };
  now(...plugged: Info[]): void {
    this.plugged = plugged;
    this.dispatchEvent(new Event("devicechange"));
  }
}

let browser: FakeMediaDevices;
let local: LocalDevices | undefined;
beforeEach(() => {
  browser = new FakeMediaDevices();
  vi.stubGlobal("navigator", { mediaDevices: browser });
  // What measures how loud a microphone is; nothing is heard here.
  vi.stubGlobal(
    "AudioContext",
    class {
      createMediaStreamSource = () => ({ connect: () => undefined, disconnect: () => undefined });
      createAnalyser = () => ({ getFloatTimeDomainData: () => undefined, disconnect: () => undefined });
      close = () => Promise.resolve();
      resume = () => Promise.resolve();
    },
  );
  vi.stubGlobal("MediaStream", class {});
});
afterEach(() => {
  local?.close();
  vi.unstubAllGlobals();
});

async function open(...plugged: Info[]) {
  browser.plugged = plugged;
  const store = freshStore();
  const devices = local = new LocalDevices(store);
  const seen = { lost: [] as string[], tracks: [] as (string | undefined)[], chosen: [] as string[] };
  devices.events.on("lost", (use, label) => seen.lost.push(`${use} ${label}`));
  devices.events.on("chosen", (use) => seen.chosen.push(use));
  devices.events.on("track", (_, track) => seen.tracks.push(track?.label));
  await vi.waitFor(() => expect(devices.list("mic").length + devices.list("speaker").length).toBeGreaterThan(0));
  return { devices, seen, store };
}

describe("the devices of a browser", () => {
  it("are listed without what only stands for the system's choice", async () => {
    const { devices } = await open(mic("default", "desk"), mic("communications", "desk"), mic("desk"), speaker("loud"));
    expect(devices.list("mic")).toEqual([{ id: "desk", label: "The desk" }]);
    expect(devices.list("speaker")).toEqual([{ id: "loud", label: "The loud" }]);
  });

  it("change over to another when it is chosen, and remember it", async () => {
    const { devices, seen, store } = await open(mic("desk"), mic("headset"));
    await devices.mic.open();
    await devices.choose("mic", "headset");
    expect([seen.tracks, store.get("device-mic")]).toEqual([["The desk", "The headset"], "headset"]);
    await devices.choose("mic", "");
    expect(store.get("device-mic")).toBeNull();
  });

  it("follow the system when the route of sound changes, with no choice of one's own", async () => {
    const { devices, seen } = await open(mic("default", "desk"), mic("desk"));
    await devices.mic.open();
    browser.now(mic("default", "ear"), mic("desk"), mic("ear"));
    await vi.waitFor(() => expect(seen.tracks).toEqual(["The desk", "The ear"]));
    browser.now(mic("default", "desk"), mic("desk"), mic("ear"));
    await vi.waitFor(() => expect(seen.tracks).toEqual(["The desk", "The ear", "The desk"]));
    expect(seen.lost).toEqual([]);
  });

  it("stay with what was chosen while the system's route changes", async () => {
    const { devices, seen } = await open(mic("default", "desk"), mic("desk"), mic("ear"));
    await devices.choose("mic", "desk");
    await devices.mic.open();
    const looked = new Promise<void>((resolve) => devices.events.on("listed", resolve));
    browser.now(mic("default", "ear"), mic("desk"), mic("ear"));
    await looked;
    expect([seen.tracks, browser.asked]).toEqual([["The desk"], ["desk"]]);
  });

  it("tell that a chosen one is gone, use another, and take it again when it is back", async () => {
    const { devices, seen } = await open(mic("desk"), mic("headset"));
    await devices.choose("mic", "headset");
    await devices.mic.open();
    browser.now(mic("desk"));
    await vi.waitFor(() => expect(seen.tracks).toEqual(["The headset", "The desk"]));
    expect([seen.lost, devices.chosen("mic")]).toEqual([["mic The headset"], ""]);
    browser.now(mic("desk"), mic("headset"));
    await vi.waitFor(() => expect(seen.tracks).toEqual(["The headset", "The desk", "The headset"]));
  });

  it("tell that the chosen speaker is gone, and that the system's is used", async () => {
    const { devices, seen } = await open(speaker("loud"), speaker("quiet"));
    await devices.choose("speaker", "quiet");
    browser.now(speaker("loud"));
    await vi.waitFor(() => expect(seen.lost).toEqual(["speaker The quiet"]));
    expect([devices.chosen("speaker"), seen.chosen]).toEqual(["", ["speaker", "speaker"]]);
  });

  it("are followed no more once they are closed", async () => {
    const { devices, seen } = await open(speaker("loud"), speaker("quiet"));
    await devices.choose("speaker", "quiet");
    devices.close();
    const look = vi.spyOn(browser, "enumerateDevices");
    browser.now(speaker("loud"));
    expect([look.mock.calls.length, seen.lost]).toEqual([0, []]);
  });
});

describe("the sound to test speakers with", () => {
  it("tells that nothing plays it, until something does", async () => {
    const fake = fakeDevices();
    let error: Error | undefined = new DOMException("This device plays no sound.", "NotFoundError") as Error;
    fake.ring = () => error ? Promise.reject(error) : Promise.resolve();
    const [devices, dispose] = createRoot((end) => [createDevices(asLocal(fake)), end] as const);
    await devices.ring();
    expect(devices.problem("speaker")).toEqual({ use: "speaker", trouble: "noDevice" });
    error = undefined;
    await devices.ring();
    expect(devices.problem("speaker")).toBeUndefined();
    dispose();
  });
});
