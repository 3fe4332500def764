import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Chance } from "../../kit/chance.ts";
import { ask } from "../../kit/media-checks.ts";
import { pictureStream } from "../../kit/picture-stream.ts";
import { filmed, rendering, spoken } from "../../kit/real-media.ts";
import { type Happening, soundStream } from "../../kit/rtp-stream.ts";
import { voiceOf } from "../../kit/sound.ts";

const folder = mkdtempSync(join(tmpdir(), "valid-"));
afterAll(() => rmSync(folder, { recursive: true }));

const probed = async (file: string): Promise<{ seconds: number; frames: number }> => {
  const { out } = await ask("ffprobe", [
    "-v",
    "error",
    "-count_frames",
    "-show_streams",
    "-show_format",
    "-of",
    "json",
    file,
  ]);
  const { streams: [stream], format } = JSON.parse(out) as {
    streams: [{ nb_read_frames: string }];
    format: { duration: string };
  };
  return { seconds: Number(format.duration), frames: Number(stream.nb_read_frames) };
};
/** Decodes all of it; says what a decoder complained about. */
const decoded = async (file: string): Promise<string> =>
  (await ask("ffmpeg", ["-v", "warning", "-i", file, "-f", "null", "-"])).complaints;

describe("a file of a voice", () => {
  const happenings: readonly Happening[] = [
    { is: "quiet", fromMs: 4_000, forMs: 2_000 },
    { is: "stall", fromMs: 9_000, forMs: 1_500 },
    { is: "cut", fromMs: 14_000, forMs: 1_000 },
  ];
  let frames: readonly Uint8Array[];
  beforeAll(async () => void (frames = await spoken(voiceOf(3), 1_000)));

  it.each([["a good network", 0], ["a bad network", 0.1]])("is one that others can read, from %s", async (_, loss) => {
    const file = join(folder, `voice-${loss}.ogg`);
    const chance = new Chance(11);
    const payload = (it: number): Uint8Array => frames[it % frames.length] ?? new Uint8Array(0);
    const { records } = soundStream({ fromMs: 500, toMs: 20_500, chance, loss, lostForGood: 0.5, happenings, payload });
    const { track, bytes } = await rendering(records, "sound");
    writeFileSync(file, bytes);
    const { out, complaints } = await ask("opusinfo", [file]);
    expect(`${out}${complaints}`).not.toMatch(/warning|error|hole|negative/i);
    expect(await decoded(file)).toBe("");
    const { seconds } = await probed(file);
    expect(seconds).toBeCloseTo((track.lastMs - track.firstMs) / 1000, 1);
    expect(seconds).toBeCloseTo(20, 1);
  });
});

describe("a file of pictures", () => {
  it.each(["vp8", "vp9"] as const)("is one that others can read, of %s", async (codec) => {
    const film = await filmed(codec, 200);
    const dataOf = (it: number): Uint8Array => film[it] ?? new Uint8Array(0);
    const records = pictureStream({ fromMs: 3_000, frames: film.length, codec, dataOf });
    const file = join(folder, `film-${codec}.webm`);
    const { track, bytes } = await rendering(records, "picture");
    writeFileSync(file, bytes);
    expect(track).toMatchObject({ codec, size: { width: 320, height: 180 } });
    expect(await decoded(file)).toBe("");
    expect(await probed(file)).toEqual({ frames: 200, seconds: expect.closeTo(8, 1) });
  });

  it("decodes without a fault where packets were lost", async () => {
    const film = await filmed("vp8", 200);
    const dataOf = (it: number): Uint8Array => film[it] ?? new Uint8Array(0);
    const chance = new Chance(4);
    const records = pictureStream({ fromMs: 0, frames: 200, dataOf, lost: (it) => it > 5 && chance.share() < 0.02 });
    const file = join(folder, "film-lost.webm");
    const { track, bytes } = await rendering(records, "picture");
    writeFileSync(file, bytes);
    expect(await decoded(file)).toBe("");
    expect((await probed(file)).frames).toBe(track.counts.frames);
  });
});
