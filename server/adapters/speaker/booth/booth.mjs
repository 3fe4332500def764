// The booth: a process of its own that speaks and tells speech from noise. It is started by the launcher without a network,
// is asked by the server over a socket, and ends when the launcher lets go of its input.
//   node booth.mjs SETTINGS [--try]   (JSON, see BoothSettings; --try: only whether it could)
import { accessSync, chmodSync, constants, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";
import process from "node:process";
import { clearNamed, fliteVoice } from "./flite.mjs";
import { serve } from "./guest.mjs";
import { Ear } from "./ear.mjs";
import { inTurn } from "./in-turn.mjs";
import { neuralVoice } from "./neural.mjs";
import { networkOf } from "./silero.mjs";
import { readSilero } from "./silero-file.mjs";

/**
 * @typedef {{
 *   socket: string,
 *   silero: string,
 *   flite: { program: string, libraries?: string, voice: string } | null,
 *   neural: import("./neural.mjs").NeuralSettings | null,
 *   fenced?: boolean,
 * }} BoothSettings
 */

/** @type {BoothSettings} */
const settings = JSON.parse(process.argv[2] ?? "");
if (process.argv[3] === "--try") mustReachAll(settings);
const troubles = [];
const voice = await tried("better voice", openNeural) ?? await tried("voice", openFlite);
const network = await tried("judge", () => networkOf(readSilero(settings.silero)));
const openEar = network && (() => new Ear(network));
const server = await listen(settings.socket);
process.stdout.write(`${JSON.stringify({ voice: voice?.name ?? null, judges: network !== undefined, troubles })}\n`);

// Signals to stop are the launcher's to judge; it lets go of our input, also when it dies.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {});
process.stdin.on("end", end).on("error", end).resume();

/** Ends, well where everything that is there can be reached. */
function mustReachAll({ socket, silero, flite, neural }) {
  accessSync(dirname(socket), constants.W_OK | constants.X_OK);
  accessSync(silero, constants.R_OK);
  if (flite) accessSync(flite.program, constants.X_OK);
  if (neural) accessSync(neural.model, constants.R_OK);
  process.exit(0);
}

async function openNeural() {
  return settings.neural ? await heard(await neuralVoice(settings.neural)) : undefined;
}

async function openFlite() {
  if (!settings.flite) return undefined;
  const folder = dirname(settings.socket);
  clearNamed(folder);
  return await heard(fliteVoice({ ...settings.flite, folder }));
}

/** A voice that has just spoken. @param {import("./reading.mjs").Voice} found */
async function heard(found) {
  const { pcm } = await found.speak("Ready.", AbortSignal.timeout(10_000));
  if (pcm.length === 0) throw new Error("it says nothing");
  return inTurn(found);
}

/** What does not open is missing, and said; the rest goes on without it. */
async function tried(what, open) {
  try {
    return await open();
  } catch (error) {
    troubles.push({ what, words: String(error.message).slice(0, 300) });
    return undefined;
  }
}

/** The socket gets its name when it may be used by us alone, and takes the place of one that was left there. */
async function listen(path) {
  const unready = `${path}.${process.pid}`;
  rmSync(unready, { force: true });
  const made = createServer((socket) => serve(socket, { voice, openEar, fenced: settings.fenced ?? false }));
  await new Promise((resolve, reject) => made.once("error", reject).listen(unready, () => resolve(undefined)));
  chmodSync(unready, 0o600);
  renameSync(unready, path);
  return made;
}

function end() {
  server.close();
  process.exit(0);
}
