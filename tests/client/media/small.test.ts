import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { troubleOf } from "../../../client/media/device-problem.ts";
import { levelOf } from "../../../client/media/meter.ts";
import { Player } from "../../../client/media/player.ts";
import { sendingOf } from "../../../client/media/sending.ts";
import { counted, qualityOf } from "../../../client/media/stats.ts";

afterEach(() => void vi.unstubAllGlobals());
const withDevices = (): void => void vi.stubGlobal("navigator", { mediaDevices: {} });

describe("what is wrong with a device", () => {
  it.each([
    ["NotAllowedError", "Permission denied", "permissionsDenied"],
    ["NotAllowedError", "Permission dismissed", "dismissed"],
    ["NotFoundError", "Requested device not found", "noDevice"],
    ["NotReadableError", "Could not start audio source", "busy"],
    ["OverconstrainedError", "", "overconstrained"],
    ["TimeoutError", "Nobody answered.", "dismissed"],
    ["TypeError", "something else", "failed"],
  ])("takes %s (%s) for %s", (name, message, trouble) => {
    withDevices();
    expect(troubleOf(new DOMException(message, name))).toBe(trouble);
  });

  it("knows plain http, where browsers have no devices at all", () => {
    vi.stubGlobal("navigator", {});
    expect(troubleOf(new TypeError("Cannot read properties of undefined"))).toBe("insecure");
  });
});

describe("loudness", () => {
  it("goes from silence to loud in nine steps", () => {
    const tone = (gain: number) => Float32Array.from({ length: 1_024 }, (_, index) => gain * Math.sin(index / 5));
    expect([0, 0.01, 0.1, 1].map((gain) => levelOf(tone(gain)))).toEqual([0, 3, 7, 9]);
  });
});

describe("how a source is sent", () => {
  it("repairs voices, never saves silence, and sends the camera in three sizes", () => {
    const able = { codecs: [{ mimeType: "video/VP8" }, { mimeType: "video/VP9" }] } as never;
    expect(sendingOf("mic", able).codecOptions).toMatchObject({ opusFec: true, opusNack: true, opusDtx: false });
    expect(sendingOf("camera", able)).toMatchObject({ codec: { mimeType: "video/VP8" } });
    expect(sendingOf("camera", able).encodings).toHaveLength(3);
    expect(sendingOf("screen", able)).toMatchObject({ codec: { mimeType: "video/VP9" } });
    expect(sendingOf("screen", { codecs: [] }).codec).toBeUndefined();
  });
});

describe("how the way is", () => {
  const report = (rows: object[]) =>
    new Map(rows.map((row, index) => [String(index), { id: String(index), ...row }])) as unknown as RTCStatsReport;
  const pair = { type: "candidate-pair", state: "succeeded", currentRoundTripTime: 0.024 };
  const sound = (packetsReceived: number, packetsLost: number) => ({
    type: "inbound-rtp",
    kind: "audio",
    packetsReceived,
    packetsLost,
  });

  it("says the round trip and what was lost since the last look", () => {
    const before = counted([report([pair, sound(100, 20)])]);
    const now = counted([report([pair, sound(195, 25)])]);
    expect(qualityOf(before, now)).toEqual({ roundTripMs: 24, lossPercent: 5, overTcp: false, grade: "fair" });
  });

  it("tells a way over TCP from one over UDP, by the pair that is in use", () => {
    const ends = (protocol: string) => [
      { id: "a", type: "local-candidate", protocol: "udp" },
      { id: "b", type: "local-candidate", protocol },
      { ...pair, localCandidateId: "a", state: "failed" },
      { ...pair, id: "chosen", localCandidateId: "b", nominated: true },
    ];
    const named = (protocol: string): RTCStatsReport =>
      report([...ends(protocol), { type: "transport", selectedCandidatePairId: "chosen" }]);
    const overTcp = (it: RTCStatsReport): boolean | undefined => qualityOf(undefined, counted([it]))?.overTcp;
    expect([overTcp(named("tcp")), overTcp(named("udp")), overTcp(report(ends("tcp")))]).toEqual([true, false, true]);
  });

  it("counts what the server told about what we send", () => {
    const told = { type: "remote-inbound-rtp", fractionLost: 0.2 };
    expect(qualityOf(undefined, counted([report([pair, told])]))).toMatchObject({ lossPercent: 20, grade: "poor" });
  });

  it("says nothing while nothing was measured, and starts anew on another way", () => {
    expect(qualityOf(undefined, counted([report([])]))).toBeUndefined();
    const before = counted([report([pair, sound(500, 50)])]);
    expect(qualityOf(before, counted([report([pair, sound(10, 0)])]))).toMatchObject({ lossPercent: 0, grade: "good" });
  });
});

describe("what plays voices", () => {
  const made: { sink: string[]; fails: boolean }[] = [];
  beforeEach(() => {
    made.length = 0;
    vi.stubGlobal("MediaStream", class {});
    vi.stubGlobal("document", {
      createElement: () => {
        const element = {
          sink: [] as string[],
          fails: false,
          play: () => Promise.resolve(),
          pause: () => undefined,
          setSinkId: (id: string) => {
            element.sink.push(id);
            return element.fails ? Promise.reject(new DOMException("", "NotFoundError")) : Promise.resolve();
          },
        };
        made.push(element);
        return element;
      },
    });
  });
  const voice = {} as MediaStreamTrack;

  it("plays all of them, also those that come later, where one chose", () => {
    const player = new Player();
    player.play("ann", voice);
    player.choose("headset");
    player.play("bob", voice);
    expect(made.map((it) => it.sink)).toEqual([["", "headset"], ["headset"]]);
    player.choose("");
    expect(made.map((it) => it.sink.at(-1))).toEqual(["", ""]);
    player.stop("ann");
    player.choose("loud");
    expect(made.map((it) => it.sink.at(-1))).toEqual(["", "loud"]);
  });

  it("goes on where the system plays when the chosen speaker is gone", async () => {
    const player = new Player();
    player.play("ann", voice);
    const [ann] = made;
    if (ann) ann.fails = true;
    player.choose("gone");
    await Promise.resolve();
    player.choose("back");
    expect(ann?.sink).toEqual(["", "gone", "back"]);
  });
});
