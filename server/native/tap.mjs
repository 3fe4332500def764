// The process that writes recordings: a child of the launcher, because it has to outlive the server, which may not start
// programs anyway. It is started again when it ends, and gets the same port where it can, so that streams find it again.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { root } from "./places.mjs";
import { socketFolder } from "./postgres-folders.mjs";
import { Trouble } from "./trouble.mjs";

const script = join(root, "server", "recorder", "tap", "tap.mjs");
/** The young part of its memory. Higher collects less often and takes more; what it holds lives for a second. */
const nodeFlags = ["--max-semi-space-size=1"];
const startWithinMs = 20_000;
/** A tap that ran for so long was well. */
const wellAfterMs = 10_000;
const retryMaxMs = 5_000;
/** It waits 10 s for a disk that is slow. */
const stopWithinMs = 12_000;

/**
 * Starts the tap of a data folder and keeps it running. Resolves when it receives.
 * @param {{ dataDir: string, program?: string, say?: (sentence: string) => void }} options `program`: the Node that runs it
 * @returns {Promise<{ socket: string, folder: string, pid(): number, stop(): Promise<void> }>}
 */
export async function startTap({ dataDir, program = process.execPath, say = console.error }) {
  const home = join(dataDir, "tap");
  const socketDir = socketFolder({ wanted: home, dataDir: home, uid: process.getuid?.() });
  mkdirSync(socketDir, { recursive: true, mode: 0o700 });
  const [socket, folder] = [join(socketDir, "tap.sock"), join(dataDir, "vault", "logs")];
  const state = { port: 0, stopping: false, failures: 0, life: undefined, timer: undefined };
  const begin = () => {
    const startedMs = Date.now();
    const life = run(program, [...nodeFlags, script, socket, folder, `${state.port}`]);
    state.life = life;
    void life.ready.then((port) => state.port = port, () => {});
    void life.gone.then(() => {
      if (state.stopping) return;
      if (Date.now() - startedMs >= wellAfterMs) state.failures = 0;
      const againInMs = state.failures === 0 ? 0 : Math.min(retryMaxMs, 50 * 2 ** state.failures);
      state.failures++;
      say("The recorder ended without being asked and is started again; what it had written is kept.");
      state.timer = setTimeout(begin, againInMs);
    });
    return life;
  };
  const stop = async () => {
    state.stopping = true;
    clearTimeout(state.timer);
    await ended(state.life);
  };
  try {
    await begin().ready;
  } catch (cause) {
    await stop();
    throw new Trouble("The recorder does not start: nothing would be kept, so nothing is begun.", { cause });
  }
  return { socket, folder, pid: () => state.life?.child.pid ?? 0, stop };
}

/** One life of it. Its input is a pipe that we hold: should we die without a word, it reads the end of it and finishes. */
function run(program, args) {
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH },
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  child.stdin.on("error", () => {});
  const gone = new Promise((resolve) => child.once("exit", resolve).once("error", resolve));
  const ready = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve(JSON.parse(line).port));
    void gone.then(() => reject(new Error("the tap ended at its start")));
    setTimeout(() => reject(new Error("the tap did not start in time")), startWithinMs).unref();
  });
  return { child, gone, ready };
}

async function ended(life) {
  if (!life) return;
  life.child.stdin.end();
  const force = setTimeout(() => life.child.kill("SIGKILL"), stopWithinMs);
  await life.gone;
  clearTimeout(force);
}
