import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { ensureEspeak } from "../../server/native/espeak.mjs";
import { cacheDir } from "../../server/native/places.mjs";
import { catalogue } from "../../server/native/voices/catalogue.mjs";
import { tinyVoice } from "./tiny-voice.ts";

/** A cache in which the voice "amy" was fetched, and is our tiny one. Flite stays where it is. */
export async function tinyVoices({ broken }: { broken?: "cut" | "deadly" } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "gs-tiny-"));
  const at = path.join(folder, "grindstone", "voices", catalogue["amy"]?.archive.name ?? "");
  // Without its notes the native code ends the process that it is in.
  const { model, tokens } = tinyVoice({ notes: broken !== "deadly" });
  await mkdir(at, { recursive: true });
  await symlink(path.join(cacheDir(), "debian"), path.join(folder, "grindstone", "debian"));
  await cp(await ensureEspeak(), path.join(at, "espeak-ng-data"), { recursive: true });
  await writeFile(path.join(at, "en_US-amy-medium.onnx"), broken === "cut" ? model.subarray(0, 2_000) : model);
  await writeFile(path.join(at, "tokens.txt"), tokens);
  await writeFile(path.join(at, ".heard"), "");
  return {
    env: { PATH: process.env.PATH, GRINDSTONE_CACHE: folder },
    close: () => rm(folder, { recursive: true }),
  };
}
