import type { types } from "mediasoup";
import { describe, expect, it } from "vitest";
import { codecOf, recordingCapabilities } from "../../../../server/recorder/live/capabilities.ts";
import { Picture } from "../../../../server/recorder/live/picture.ts";

/** A camera in three sizes, and what its recording asks of the worker. */
function camera(
  { type = "simulcast", layer = 1, sent = true }: { type?: string; layer?: number; sent?: boolean } = {},
) {
  const asked: string[] = [];
  const producer = {
    paused: false,
    closed: false,
    lost: 0,
    rtpParameters: { encodings: [{}, {}, {}] },
    getStats: () => Promise.resolve([{ packetsLost: producer.lost }]),
  };
  const consumer = {
    type,
    currentLayers: { spatialLayer: layer },
    score: { producerScores: [10, 10, sent ? 10 : 0] },
    setPreferredLayers: ({ spatialLayer }: { spatialLayer: number }) =>
      Promise.resolve(void asked.push(`size ${spatialLayer}`)),
    requestKeyFrame: () => Promise.resolve(void asked.push("whole")),
  };
  const picture = new Picture(producer as unknown as types.Producer, consumer as unknown as types.Consumer);
  const pass = async (seconds: number): Promise<string[]> => {
    for (let at = 0; at < seconds; at++) await picture.tend();
    return asked.splice(0);
  };
  return { producer, consumer, picture, asked, pass };
}

describe("a recorded picture", () => {
  it("is asked for whole every four seconds", async () => {
    const { pass } = camera({ layer: 2 });
    expect(await pass(3)).toEqual([]);
    expect(await pass(1)).toEqual(["whole"]);
    expect(await pass(8)).toEqual(["whole", "whole"]);
  });

  it("is asked for whole at once after a loss", async () => {
    const { pass, producer } = camera({ layer: 2 });
    expect(await pass(1)).toEqual([]);
    producer.lost = 3;
    expect(await pass(1)).toEqual(["whole"]);
    expect(await pass(1)).toEqual([]);
  });

  it("is asked for in its largest size, anew until that comes", async () => {
    const { pass, picture, consumer, asked } = camera({ layer: 1 });
    await picture.begin();
    expect(asked.splice(0)).toEqual(["size 2"]);
    expect(await pass(2)).toEqual(["size 1", "size 2"]);
    consumer.currentLayers.spatialLayer = 2;
    expect(await pass(4)).toEqual(["whole"]);
  });

  it("is not asked for in a size that is not sent, nor where there is one alone", async () => {
    expect(await camera({ layer: 1, sent: false }).pass(3)).toEqual([]);
    const alone = camera({ type: "simple", layer: 0 });
    await alone.picture.begin();
    expect(await alone.pass(3)).toEqual([]);
  });

  it("grows to the next size where the largest is not sent", async () => {
    expect(await camera({ layer: 0, sent: false }).pass(2)).toEqual(["size 1", "size 2"]);
  });

  it("is left alone while its sender is paused", async () => {
    const { pass, producer } = camera({ layer: 0 });
    producer.paused = true;
    expect(await pass(8)).toEqual([]);
  });
});

describe("what is asked of a stream that is recorded", () => {
  const opus = {
    kind: "audio",
    mimeType: "audio/opus",
    clockRate: 48_000,
    rtcpFeedback: [{ type: "nack" }, { type: "transport-cc" }],
  };
  const vp8 = {
    kind: "video",
    mimeType: "video/VP8",
    clockRate: 90_000,
    rtcpFeedback: [
      { type: "nack" },
      { type: "nack", parameter: "pli" },
      { type: "ccm", parameter: "fir" },
      { type: "goog-remb" },
      { type: "transport-cc" },
    ],
  };
  const rtx = { kind: "video", mimeType: "video/rtx", clockRate: 90_000, rtcpFeedback: [] };

  it("is nothing that has the worker guess how much fits, or send again", () => {
    const able = { codecs: [opus, vp8, rtx], headerExtensions: [] } as unknown as types.RtpCapabilities;
    expect(recordingCapabilities(able).codecs.map((it) => [it.mimeType, it.rtcpFeedback])).toEqual([
      ["audio/opus", []],
      ["video/VP8", [{ type: "nack", parameter: "pli" }, { type: "ccm", parameter: "fir" }]],
    ]);
  });

  it.each([["audio/opus", "opus"], ["video/VP8", "vp8"], ["video/VP9", "vp9"], ["video/H264", undefined]])(
    "is known by its form: %s is %s",
    (mimeType, codec) => {
      const rtpParameters = { codecs: [{ mimeType }] } as unknown as types.RtpParameters;
      expect(codecOf({ rtpParameters })).toBe(codec);
    },
  );
});
