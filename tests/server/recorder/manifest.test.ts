import { Buffer } from "node:buffer";
import { expect, it } from "vitest";
import { type Manifest, manifestTrack, type TrackLabel, writeManifest } from "../../../server/recorder/mux/manifest.ts";
import { pictureStream } from "../../kit/picture-stream.ts";
import { Chance } from "../../kit/chance.ts";
import { rendering } from "../../kit/real-media.ts";
import { soundStream } from "../../kit/rtp-stream.ts";

const label = (trackId: string, more: Partial<TrackLabel> = {}): TrackLabel => ({
  ...{ trackId, personId: "p", as: "voice", object: `takes/${trackId}`, recordedBy: "server", endedEarly: null },
  ...more,
});
const read = (bytes: Uint8Array): Manifest => JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
const take = { takeId: "t", openedAtMs: Date.UTC(2026, 10, 25) };

it("says what a take is made of, and how far its tracks may lie apart", async () => {
  const voice = await rendering(soundStream({ fromMs: 500, toMs: 9_000, chance: new Chance(1) }).records, "sound");
  const camera = await rendering(pictureStream({ fromMs: 0, frames: 100 }), "picture");
  const tracks = [
    manifestTrack(label("v"), voice.track),
    manifestTrack(label("c", { as: "camera" }), camera.track),
  ];
  const manifest = read(writeManifest(take, tracks));
  expect(manifest).toMatchObject({ version: 1, takeId: "t", openedAt: "2026-11-25T00:00:00.000Z" });
  expect(manifest.durationMs).toBeCloseTo(voice.track.lastMs, 3);
  expect(manifest.tracks.map((it) => [it.trackId, it.as, it.codec])).toEqual([
    ["c", "camera", "vp8"],
    ["v", "voice", "opus"],
  ]);
  expect(manifest.alignment?.maxMs).toBeCloseTo(voice.track.alignment.maxMs + camera.track.alignment.maxMs, 3);
  const peaks = manifest.tracks[1]?.peaks;
  expect(peaks?.values).toBe(Buffer.from(voice.track.peaks?.values ?? []).toString("base64"));
  expect(writeManifest(take, [...tracks].reverse())).toEqual(writeManifest(take, tracks));
});

it("says nothing of alignment where there is one track", async () => {
  const voice = await rendering(soundStream({ fromMs: 0, toMs: 1_000, chance: new Chance(1) }).records, "sound");
  expect(read(writeManifest(take, [manifestTrack(label("v"), voice.track)])).alignment).toBeNull();
});
