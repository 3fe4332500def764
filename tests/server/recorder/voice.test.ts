import { Buffer } from "node:buffer";
import { expect, it } from "vitest";
import { makeRemux } from "../../../server/recorder/fallback/remux.ts";
import { takeVoice } from "../../../server/recorder/fallback/voice.ts";
import { browserRecording } from "../../kit/browser-recording.ts";
import { madeUpMp4 } from "../../kit/made-up-mp4.ts";

const fileOf = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  read: (from: number, to: number) => bytes.subarray(from, to),
});

it.each(["webm", "ogg", "mp4"] as const)("takes all of minutes of silence, of which %s needs few bytes", async (as) => {
  const bytes = await browserRecording(10_000, { as });
  expect(await takeVoice(fileOf(bytes), async () => {})).toMatchObject({ packets: 10_000, gapsMs: 0 });
});

it("writes little more than a file holds, however often that file says the same", async () => {
  const bytes = madeUpMp4({ packets: 20_000, packetBytes: 1_000, same: true });
  let written = 0;
  const took = takeVoice(fileOf(bytes), async (it) => void (written += it.length));
  await expect(took).rejects.toThrow("a file says the same again and again");
  expect(written).toBeLessThan(1_000_000 + 4 * bytes.length);
});

it("stops at its thread's memory where a fragment of a few bytes claims billions of packets", async () => {
  const bytes = Buffer.from(await browserRecording(20, { as: "mp4" }));
  const run = bytes.indexOf("trun");
  bytes.writeUInt32BE(0, run + 4); // nothing is said of each
  bytes.writeUInt32BE(0xffff_ffff, run + 8);
  const source = { ...fileOf(bytes), startedMs: 0, read: async (from: number, to: number) => bytes.subarray(from, to) };
  const put = () => Promise.resolve({ bytes: 0, sha256: "" });
  await expect(makeRemux({ memoryBytes: 100_000_000 })(source, { put })).rejects.toMatchObject({
    code: "internal",
    cause: { message: "it takes too much memory" },
  });
}, 30_000);
