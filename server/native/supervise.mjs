// The parent of the server: passes on the wish to stop, and lets nothing outlive it.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import process from "node:process";

// What is recorded must be finished or recoverable by then. Lower cuts rooms off, higher keeps an operator waiting.
const stopWithinMs = 30_000;

/** Turns SIGINT, SIGTERM and SIGHUP into one AbortSignal; from then on they do not end this process by themselves. */
export function stopSignal(emitter = process) {
  const control = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) emitter.on(name, () => control.abort(name));
  return control;
}

/**
 * Stops as well when npm, which started us, is killed without a chance to tell: the shell would show us as ended.
 * @param {AbortController} stop @param {{ env?: NodeJS.ProcessEnv, parent?: () => number, everyMs?: number }} [options]
 */
export function followNpm(stop, { env = process.env, parent = () => process.ppid, everyMs = 1_000 } = {}) {
  if (!env.npm_lifecycle_event) return;
  const npm = parent();
  const timer = setInterval(() => {
    if (parent() === npm) return;
    clearInterval(timer);
    stop.abort("npm is gone");
  }, everyMs);
  timer.unref();
}

/**
 * Runs the server until it ends and gives its exit code. Its standard input is a pipe that we hold: should we die
 * without a word, it reads the end of it and closes by itself. It has a group of its own, so that Ctrl-C reaches us alone.
 * @param {{
 *   program: string, args: string[], env: NodeJS.ProcessEnv, stop: AbortSignal, notice?: string,
 *   withinMs?: number, say?: (sentence: string) => void, cwd?: string,
 * }} options
 * @returns {Promise<number>}
 */
export function supervise({ program, args, env, stop, notice, withinMs = stopWithinMs, say = console.error, cwd }) {
  if (notice) say(notice);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, cwd, stdio: ["pipe", "inherit", "inherit"], detached: true });
    let timer;
    const end = () => {
      // Not child.kill: Deno's takes the signal that was sent for the one that ended the process.
      send(child.pid, "SIGTERM");
      timer = setTimeout(() => {
        say(
          `The server did not stop within ${
            withinMs / 1000
          } s and was ended; what it recorded is recovered at the next start.`,
        );
        send(-child.pid, "SIGKILL");
      }, withinMs);
    };
    child.once("error", reject);
    child.stdin.on("error", () => {});
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      stop.removeEventListener("abort", end);
      // The media workers are in its group: with the server gone they have nobody.
      send(-child.pid, "SIGKILL");
      resolve(code ?? 128 + (constants.signals[signal ?? "SIGKILL"] ?? 9));
    });
    if (stop.aborted) end();
    else stop.addEventListener("abort", end, { once: true });
  });
}

/** A negative number means a whole group. One that has gone needs no signal. */
function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH" && error.code !== "EPERM") throw error;
  }
}
