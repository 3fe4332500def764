// A child of the launcher that has to be there all the time: it is started again whenever it ends. Its input is a pipe that
// we hold: should we die without a word, it reads the end of it and finishes.
import { spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";

const startWithinMs = 20_000;
/** One that ran for so long was well. */
const wellAfterMs = 10_000;
const retryMaxMs = 5_000;

/** @typedef {{ child: import("node:child_process").ChildProcess, gone: Promise<unknown>, ready: Promise<*> }} Life */

/**
 * Keeps one running from now on. `first` is its first life: whether that comes to something is for the caller to judge.
 * @param {{ start: () => Life, onEnded: () => void, stopWithinMs: number }} options `onEnded`: it ended without being asked
 * @returns {{ first: Life, pid(): number, stop(): Promise<void> }}
 */
export function keep({ start, onEnded, stopWithinMs }) {
  /** @type {{ life: Life | undefined, timer: NodeJS.Timeout | undefined, failures: number, stopping: boolean }} */
  const state = { life: undefined, timer: undefined, failures: 0, stopping: false };
  const begin = () => {
    const startedMs = Date.now();
    const life = state.life = start();
    life.ready.catch(() => {}); // its end is heard below, and the caller looks at the first
    void life.gone.then(() => {
      if (state.stopping) return;
      if (Date.now() - startedMs >= wellAfterMs) state.failures = 0;
      const againInMs = state.failures === 0 ? 0 : Math.min(retryMaxMs, 50 * 2 ** state.failures);
      state.failures++;
      onEnded();
      state.timer = setTimeout(begin, againInMs);
    });
    return life;
  };
  const stop = async () => {
    state.stopping = true;
    clearTimeout(state.timer);
    await ended(state.life, stopWithinMs);
  };
  return { first: begin(), pid: () => state.life?.child.pid ?? 0, stop };
}

/**
 * One life of a child. It is ready when it writes its first line, which is JSON.
 * @param {string} program @param {readonly string[]} args @returns {Life}
 */
export function startLife(program, args) {
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH },
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  child.stdin.on("error", () => {});
  const gone = new Promise((resolve) => child.once("exit", resolve).once("error", resolve));
  const ready = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve(JSON.parse(line)));
    void gone.then(() => reject(new Error("it ended at its start")));
    setTimeout(() => reject(new Error("it did not start in time")), startWithinMs).unref();
  });
  return { child, gone, ready };
}

async function ended(life, withinMs) {
  if (!life) return;
  life.child.stdin.end();
  const force = setTimeout(() => life.child.kill("SIGKILL"), withinMs);
  await life.gone;
  clearTimeout(force);
}
