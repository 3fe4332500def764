import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Capture } from "../../../client/media/capture.ts";
import type { DeviceTrouble } from "../../../client/media/device-problem.ts";
import { makeMic } from "../../../client/media/mic.ts";

/** A track of a device that a test can unplug. */
class FakeTrack extends EventTarget {
  readyState = "live";
  readonly label: string;
  constructor(label: string) {
    super();
    this.label = label;
  }
  stop(): void {
    this.readyState = "ended";
  }
  unplug(): void {
    this.stop();
    this.dispatchEvent(new Event("ended"));
  }
}

let plugged: string[];
let asked: MediaTrackConstraints[];
let chosen: string;
let original: boolean;

beforeEach(() => {
  [plugged, asked, chosen, original] = [["built-in"], [], "", false];
  const getUserMedia = ({ audio }: { audio: MediaTrackConstraints & { deviceId?: { exact: string } } }) => {
    asked.push(audio);
    const id = audio.deviceId?.exact ?? plugged[0];
    if (id === undefined) return Promise.reject(new DOMException("", "NotFoundError"));
    if (!plugged.includes(id)) return Promise.reject(new DOMException("", "OverconstrainedError"));
    return Promise.resolve({ getTracks: () => [new FakeTrack(id)] });
  };
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
});
afterEach(() => void vi.unstubAllGlobals());

function mic() {
  const capture = makeMic({ deviceId: () => chosen, original: () => original });
  const seen = {
    tracks: [] as (string | undefined)[],
    troubles: [] as (DeviceTrouble | undefined)[],
    lost: [] as string[],
  };
  capture.events.on("track", (track) => seen.tracks.push(track?.label));
  capture.events.on("trouble", (trouble) => seen.troubles.push(trouble));
  capture.events.on("lost", (label) => seen.lost.push(label));
  return { capture, seen };
}
const open = (capture: Capture): FakeTrack => capture.track as unknown as FakeTrack;

describe("a microphone while it is open", () => {
  it("is cleaned of echo and noise, unless somebody wants its original sound", async () => {
    const { capture } = mic();
    await capture.open();
    expect(asked[0]).toMatchObject({ echoCancellation: true, noiseSuppression: true, autoGainControl: true });
    original = true;
    await capture.change();
    expect(asked[1]).toMatchObject({ echoCancellation: false, noiseSuppression: false, autoGainControl: false });
  });

  it("is opened once, however often one asks", async () => {
    const { capture } = mic();
    const [one, two] = await Promise.all([capture.open(), capture.open()]);
    expect([one === two, asked.length]).toEqual([true, 1]);
  });

  it("goes on with the old device until the new one is in its place", async () => {
    const { capture } = mic();
    await capture.open();
    const old = open(capture);
    plugged.push("headset");
    chosen = "headset";
    let replaced: () => void = () => undefined;
    capture.events.on("track", (_, wait) => wait(new Promise<void>((resolve) => replaced = resolve)));
    await capture.change();
    expect([open(capture).label, old.readyState]).toEqual(["headset", "live"]);
    replaced();
    await vi.waitFor(() => expect(old.readyState).toBe("ended"));
  });

  it("takes another device when the one in use is pulled out, and says which was lost", async () => {
    const { capture, seen } = mic();
    plugged.push("headset");
    chosen = "headset";
    await capture.open();
    plugged = ["built-in"];
    open(capture).unplug();
    await vi.waitFor(() => expect(seen.tracks).toEqual(["headset", "built-in"]));
    expect([seen.lost, seen.troubles.at(-1)]).toEqual([["headset"], undefined]);
  });

  it("says that there is none left", async () => {
    const { capture, seen } = mic();
    await capture.open();
    plugged = [];
    open(capture).unplug();
    await vi.waitFor(() => expect(seen.troubles.at(-1)).toBe("noDevice"));
    await vi.waitFor(() => expect(capture.track).toBeUndefined());
  });

  it("stops what comes after it was closed, twice as well as once", async () => {
    const { capture, seen } = mic();
    const opening = capture.open();
    capture.close();
    capture.close();
    await expect(opening).rejects.toThrow("closed again");
    expect([capture.track, seen.tracks, seen.troubles]).toEqual([undefined, [], []]);
  });
});
