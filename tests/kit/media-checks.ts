import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { installed } from "../../server/native/test-tools.mjs";

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
