// The process that speaks and tells speech from noise: a child of the launcher, because the server may start no programs and
// load no native code. It is started again when it ends; without it the house goes on, and says so.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { tightestFence } from "./fence.mjs";
import { findFlite } from "./flite.mjs";
import { keep, startLife } from "./kept-child.mjs";
import { cacheDir, root } from "./places.mjs";
import { claimFolder, socketFolder } from "./postgres-folders.mjs";
import { smallVoices } from "./voices/catalogue.mjs";
import { fetchedVoice } from "./voices/fetch-voice.mjs";

const script = join(root, "server", "adapters", "speaker", "booth", "booth.mjs");
const silero = join(root, "node_modules", "@ricky0123", "vad-web", "dist", "silero_vad_v6.onnx");
const usualVoice = "rms";
/** It has nothing to finish. */
const stopWithinMs = 3_000;

/** @typedef {{ voice: string | null, judges: boolean, troubles: { what: string, words: string }[] }} BoothState */

/**
 * Starts the booth of a data folder and keeps it running; `ready` tells what it can do, undefined where it does not start.
 * @param {{
 *   dataDir: string, voice?: string, env?: NodeJS.ProcessEnv, program?: string, say?: (sentence: string) => void,
 * }} options `program`: the Node that runs it
 * @returns {{ socket: string, ready: Promise<BoothState | undefined>, pid(): number, stop(): Promise<void> }}
 */
export function startBooth({ dataDir, voice = usualVoice, env, program = process.execPath, say = console.error }) {
  const home = join(dataDir, "booth");
  const folder = socketFolder({ wanted: home, dataDir: home, uid: process.getuid?.() });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const socket = join(folder, "booth.sock");
  const settings = { socket, silero, ...voicesFor({ voice, env, say }) };
  const state = { kept: undefined, stopping: false };
  let tell;
  const ready = new Promise((resolve) => tell = resolve);
  const begun = begin({ settings, folder, program, say, state, tell }).catch((error) => {
    say(`The interviewer's voice does not start: ${error.message}.`);
    tell(undefined);
  });
  return {
    socket,
    ready,
    pid: () => state.kept?.pid() ?? 0,
    async stop() {
      state.stopping = true;
      await begun;
      await state.kept?.stop();
      tell(undefined);
    },
  };
}

async function begin({ settings, folder, program, say, state, tell }) {
  const before = ({ user }) => claimFolder(folder, user === undefined ? ourselves() : { uid: user, gid: user });
  const trial = [script, JSON.stringify(settings), "--try"];
  const fence = await tightestFence({ program, args: trial, before });
  if (!fence) throw new Error("its program or its folder cannot be used");
  if (state.stopping) return;
  const [command, ...args] = [...fence.command, program, script];
  let well = true;
  const start = () => {
    const life = startLife(command, [...args, JSON.stringify({ ...settings, fenced: !fence.network })]);
    life.ready.then((found) => {
      if (well) { for (const it of sentencesFor(found)) say(it); }
      well = true;
      tell(found);
    }, () => {
      // One that hangs at its start is ended, and another begun.
      life.child.kill("SIGKILL");
      // Native code that does not like a model ends the process: the next one does without it.
      if (settings.neural && !state.stopping) say(noBetter("it ends at its start"));
      settings.neural = null;
    });
    return life;
  };
  const onEnded = () => {
    if (well) say("The interviewer's voice ended without being asked and is started again.");
    well = false;
  };
  state.kept = keep({ start, onEnded, stopWithinMs });
}

/** What people who start this should know, because it is not as they may expect. @param {BoothState} state */
function sentencesFor({ voice, troubles }) {
  const about = (/** @type {string} */ what) => troubles.find((it) => it.what === what)?.words;
  const [better, judge] = [about("better voice"), about("judge")];
  return [
    ...better ? [noBetter(better)] : [],
    ...judge ? [`Speech is told from noise by the simple detector alone: ${judge}.`] : [],
    ...voice === null
      ? [
        `The interviewer has no voice on this machine (${
          about("voice") ?? "Flite is missing"
        }): interviews go on with ` +
        "captions alone. `npm run setup` fetches Flite.",
      ]
      : [],
  ];
}

function noBetter(why) {
  return `The interviewer's better voice does not work here (${why}): Flite speaks instead.`;
}

/** What may speak, the wanted one first; a better voice has flite behind it. */
function voicesFor({ voice, env, say }) {
  const small = smallVoices.includes(voice);
  const neural = small ? undefined : fetchedVoice(voice, { cache: cacheDir(env) });
  if (!small && !neural) {
    say(`The interviewer's voice ${JSON.stringify(voice)} is not here: \`npm run voice\` lists and fetches voices.`);
  }
  const flite = findFlite(env);
  return { neural: neural ?? null, flite: flite ? { ...flite, voice: small ? voice : usualVoice } : null };
}

function ourselves() {
  return process.getuid?.() === 0 ? { uid: 0, gid: 0 } : {};
}
