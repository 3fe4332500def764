import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { installed } from "../../server/native/test-tools.mjs";
import type { Voice } from "./sound.ts";

const exec = promisify(execFile);
type Said = { readonly out: string; readonly complaints: string };

/** Runs one of the programs that know files better than we do. Throws when it fails. */
export async function ask(program: "ffmpeg" | "ffprobe" | "opusinfo", args: readonly string[]): Promise<Said> {
  const media = installed()?.media;
  if (!media) throw new Error("The programs that check media are not set up. `npm test` does it.");
  const env = { ...process.env, ...media.env };
  const { stdout, stderr } = await exec(join(media.programs, program), args, { env, maxBuffer: 64e6, timeout: 60_000 });
  return { out: stdout, complaints: stderr };
}

/** What a player hears of a file. */
export async function decoded(file: string): Promise<Voice> {
  const { media } = installed() ?? {};
  if (!media) throw new Error("The programs that check media are not set up. `npm test` does it.");
  const args = ["-v", "error", "-i", file, "-f", "f32le", "-ac", "1", "-ar", "48000", "-"];
  const env = { ...process.env, ...media.env };
  const { stdout } = await exec(join(media.programs, "ffmpeg"), args, { env, maxBuffer: 512e6, encoding: "buffer" });
  const bytes = Uint8Array.from(stdout);
  return { rate: 48_000, samples: new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4)) };
}
