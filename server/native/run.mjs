// Runs another program and keeps its last words, so that a failure can be explained.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";

const keptBytes = 64 * 1024;

/**
 * Resolves with what the program printed; rejects with an error that carries its `output` and `status`.
 * @param {string} program @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, timeoutMs?: number, uid?: number, gid?: number, input?: string }} [options]
 * @returns {Promise<string>}
 */
export function run(program, args, { onLine, timeoutMs = 0, input, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = start(
      program,
      args,
      { ...options, stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"] },
      reject,
    );
    if (!child) return;
    child.stdin?.end(input);
    let output = "";
    let tooLate = false;
    const hear = makeLines(onLine);
    const take = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk).slice(-keptBytes);
      hear(String(chunk));
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    const timer = timeoutMs ? setTimeout(() => void (tooLate = true, child.kill("SIGKILL")), timeoutMs) : undefined;
    child.on("error", (error) => (clearTimeout(timer), reject(failed(program, { output, cause: error }))));
    child.on("close", (status, signal) => {
      clearTimeout(timer);
      if (status === 0) return resolve(output);
      reject(
        failed(program, {
          output: tooLate ? `${output}\nIt did not finish in ${timeoutMs / 1000} s.` : output,
          status,
          signal,
        }),
      );
    });
  });
}

/** Whether the program starts and ends well. @param {Parameters<typeof run>} args */
export function works(...args) {
  return run(...args).then(() => true, () => false);
}

// Deno throws where Node emits when a program may not be started.
function start(program, args, options, reject) {
  try {
    return bound ? spawn(setpriv, ["--pdeathsig", "KILL", program, ...args], options) : spawn(program, args, options);
  } catch (error) {
    reject(failed(program, { output: "", cause: error }));
  }
}

// A program of ours ends with us even when we are killed: an npm left behind would fight with the next one. The kernel binds
// it to the thread that started it, which in Node is the main one and in Deno is not.
const setpriv = "/usr/bin/setpriv";
const bound = process.platform === "linux" && !process.versions.deno && existsSync(setpriv);

function failed(program, { output, status = null, signal = null, cause }) {
  const how = cause ? cause.message : signal ? `was stopped by ${signal}` : `ended with ${status}`;
  return Object.assign(new Error(`${program} ${how}`, { cause }), { output, status, signal, code: cause?.code });
}

function makeLines(onLine) {
  if (!onLine) return () => {};
  let rest = "";
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  };
}
