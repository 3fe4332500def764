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
  const starting = start({ settings, folder, program, say, state });
  return {
    socket,
    ready: starting.catch((error) => {
      say(`The interviewer's voice does not start: ${error.message}`);
      return undefined;
    }),
    pid: () => state.kept?.pid() ?? 0,
    async stop() {
      state.stopping = true;
      await starting.catch(() => {}); // was said
      await state.kept?.stop();
    },
  };
}

async function start({ settings, folder, program, say, state }) {
  const before = ({ user }) => claimFolder(folder, user === undefined ? ourselves() : { uid: user, gid: user });
  const trial = [script, JSON.stringify(settings), "--try"];
  const fence = await tightestFence({ program, args: trial, before });
  if (!fence) throw new Error("its program or its folder cannot be used");
  if (state.stopping) return undefined;
  const [command, ...args] = [
    ...fence.command,
    program,
    script,
    JSON.stringify({ ...settings, fenced: !fence.network }),
  ];
  let well = true;
  const onEnded = () => {
    if (well) say("The interviewer's voice ended without being asked and is started again.");
    well = false;
  };
  const begin = () => {
    const life = startLife(command, args);
    // One that hangs at its start is ended, and another begun.
    life.ready.then(() => well = true, () => life.child.kill("SIGKILL"));
    return life;
  };
  state.kept = keep({ start: begin, onEnded, stopWithinMs });
  const found = await state.kept.first.ready;
  for (const it of sentencesFor(found)) say(it);
  return found;
}

/** What people who start this should know, because it is not as they may expect. @param {BoothState} state */
function sentencesFor({ voice, troubles }) {
  const about = (/** @type {string} */ what) => troubles.find((it) => it.what === what)?.words;
  const [better, judge] = [about("better voice"), about("judge")];
  return [
    ...better ? [`The interviewer's better voice does not work here: ${better}`] : [],
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
