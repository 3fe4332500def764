// Fetches a better voice once: downloaded, checked, unpacked aside, heard, and only then put where it is used.
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { ensureBzip2 } from "../bzip2.mjs";
import { mustHaveRoom } from "../disk.mjs";
import { withLock } from "../lock.mjs";
import { cacheDir, root } from "../places.mjs";
import { run } from "../run.mjs";
import { explain, Trouble } from "../trouble.mjs";
import { catalogue } from "./catalogue.mjs";
import { download, hashOf } from "./download.mjs";
import { untar } from "./untar.mjs";

/** Stays free whatever is fetched. */
const floorBytes = 1e9;
const stamp = ".heard";
const proof = join(root, "server", "adapters", "speaker", "booth", "hear-voice.mjs");

/** @typedef {{ name: string, kind: "piper" | "kokoro", model: string, tokens: string, dataDir: string, voices: string, speaker: number }} FetchedVoice as the booth is told of it */

/**
 * Where a voice of the catalogue is; undefined: it was not fetched.
 * @param {string} name @param {{ cache?: string, voices?: typeof catalogue }} [options]
 * @returns {FetchedVoice | undefined}
 */
export function fetchedVoice(name, { cache = cacheDir(), voices = catalogue } = {}) {
  const voice = Object.hasOwn(voices, name) ? voices[name] : undefined;
  const folder = voice && join(cache, "voices", voice.archive.name);
  return folder && existsSync(join(folder, stamp)) ? inFolder(folder, voice) : undefined;
}

/**
 * Fetches a voice where it is missing; throws Trouble.
 * @param {{
 *   name: string, from?: string, say: (sentence: string) => void, progress: (sentence: string) => void, cache?: string,
 *   voices?: typeof catalogue, hear?: (voice: FetchedVoice) => Promise<unknown>, retryMs?: number, silent?: number,
 *   room?: typeof mustHaveRoom,
 * }} options `from`: another address of the same file, or a path
 */
export async function fetchVoice({ name, cache = cacheDir(), voices = catalogue, say, ...how }) {
  const voice = voices[name];
  const folder = join(cache, "voices", voice.archive.name);
  await withLock(`${folder}.lock`, async () => {
    if (fetchedVoice(name, { cache, voices })) return;
    await fetchInto({ voice, folder, cache, say, ...how });
  }, { onWait: () => say("Another command is fetching this voice; waiting for it…") });
}

async function fetchInto({ voice, folder, cache, from, say, progress, hear = hearIt, room = mustHaveRoom, ...pace }) {
  const { archive } = voice;
  room({ path: cache, bytes: archive.bytes + archive.unpackedBytes + floorBytes, what: "fetching this voice" });
  mkdirSync(join(cache, "voices"), { recursive: true });
  const part = `${folder}.part`;
  const url = from ?? archive.url;
  if (/^https?:/.test(url)) {
    say(`Fetching ${voice.called} from ${new URL(url).host} (${Math.round(archive.bytes / 1e6)} MB)…`);
    await download({ ...archive, url, path: part, progress, ...pace });
  } else await take(url, part, archive);
  say("Unpacking it…");
  const half = `${folder}.half`;
  rmSync(half, { recursive: true, force: true });
  try {
    await unpackArchive({ part, half, archive, say });
    say("Hearing it…");
    await hear(inFolder(half, voice));
    writeFileSync(join(half, stamp), archive.sha256);
    rmSync(folder, { recursive: true, force: true });
    renameSync(half, folder);
    rmSync(part);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    throw explain(error, { what: "unpacking the voice", where: cache, sorry: "The voice cannot be used." });
  }
}

async function take(path, part, { sha256 }) {
  if (!existsSync(path)) throw new Trouble(`There is no file ${path}.`);
  if (await hashOf(path) !== sha256) {
    throw new Trouble(`${path} is not the file that was pinned (its checksum is another).`, { code: "wrong-file" });
  }
  copyFileSync(path, part);
}

async function unpackArchive({ part, half, archive, say }) {
  const { program, env } = await ensureBzip2({ say });
  mkdirSync(half, { recursive: true });
  const child = spawn(program, ["-dc", part], { env, stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((resolve) => child.once("error", () => resolve(-1)).once("exit", resolve));
  try {
    await untar(child.stdout, { into: half, top: archive.name, mostBytes: 2 * archive.unpackedBytes });
    const missing = archive.files.find((it) => !existsSync(join(half, it)));
    if (missing) throw new Trouble(`The voice's archive is not used: it has no ${missing}.`, { code: "wrong-file" });
  } finally {
    // What is left of it nobody reads.
    child.stdout.destroy();
    child.kill("SIGKILL");
    await ended;
  }
}

/** In a process of its own: native code that does not like a model ends the one it is in. */
async function hearIt(voice) {
  await run(process.execPath, [proof, JSON.stringify(voice)], { cwd: root, timeoutMs: 120_000 });
}

function inFolder(folder, { called, kind, model, speaker }) {
  const at = (/** @type {string} */ name) => join(folder, name);
  return {
    ...{ name: called, kind, speaker, model: at(model), tokens: at("tokens.txt") },
    ...{ dataDir: at("espeak-ng-data"), voices: at("voices.bin") },
  };
}
