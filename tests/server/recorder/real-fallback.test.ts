import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeRemux } from "../../../server/recorder/fallback/remux.ts";
import { ask } from "../../kit/media-checks.ts";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "grindstone-fallback-"))));
afterAll(() => rm(folder, { recursive: true }));

/** A hash of a file's packets as they are. */
const packets = async (file: string): Promise<string> =>
  (await ask("ffmpeg", ["-i", file, "-c", "copy", "-f", "md5", "-"])).out;

it.each(
  [
    { form: "webm", codec: "libopus", flags: ["-live", "1"], out: "ogg" },
    { form: "ogg", codec: "libopus", flags: [], out: "ogg" },
    { form: "mp4", codec: "aac", flags: ["-movflags", "frag_keyframe+empty_moov+default_base_moof"], out: "mp4" },
  ] as const,
)("a browser's $form becomes a file with the same packets", async ({ form, codec, flags, out }) => {
  const [from, to] = [join(folder, `from.${form}`), join(folder, `to-${form}.${out}`)];
  const tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=4:sample_rate=48000"];
  await ask("ffmpeg", [...tone, "-c:a", codec, ...flags, "-f", form, from]);
  const file = await readFile(from);
  const read = async (start: number, end: number) => file.subarray(start, end);
  const parts: Uint8Array[] = [];
  const put = async (body: AsyncIterable<Uint8Array>) => {
    for await (const part of body) parts.push(part);
    return { bytes: 0, sha256: "" };
  };
  const track = await makeRemux()({ bytes: file.length, startedMs: 500, read }, { put });
  expect(track).toMatchObject({ codec: codec === "aac" ? "aac" : "opus", firstMs: 500 });
  expect(Math.abs((track?.lastMs ?? 0) - 4_500)).toBeLessThan(60);
  await writeFile(to, Buffer.concat(parts));
  expect(await packets(to)).toBe(await packets(from));
  const { out: seconds } = await ask("ffprobe", [
    "-v",
    "error",
    "-show_entries",
    "format=duration",
    "-of",
    "csv=p=0",
    to,
  ]);
  expect(Math.abs(Number(seconds) - 4)).toBeLessThan(0.06);
});
