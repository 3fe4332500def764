// Speech by flite, Debian's small synthesizer: one process a piece, which reads its text from its input, so that neither a
// shell nor the list of processes ever sees a word, and writes its sound into a file that has no name.
import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync, rmSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { plain } from "./plain.mjs";

/** It speaks a hundred times faster than people, also on a machine that is busy elsewhere; one that takes longer hangs. */
const patienceMs = 10_000;
const wavHead = 44;
const rate = 16_000;
/** It ends with us even when we are killed. */
const setpriv = "/usr/bin/setpriv";
const bound = existsSync(setpriv) ? [setpriv, "--pdeathsig", "KILL"] : [];

/** Why a piece was not spoken, in one word. */
export class Speechless extends Error {
  /** @param {"slow" | "broken" | "stopped"} code @param {string} [words] */
  constructor(code, words = code) {
    super(words);
    this.code = code;
  }
}

/**
 * A voice of flite.
 * @param {{ program: string, libraries?: string, voice: string, folder: string, patience?: number }} options `folder`: where its file lies
 */
export function fliteVoice({ program, libraries, voice, folder, patience = patienceMs }) {
  return {
    name: `Flite “${voice}”`,
    /** @param {string} text @param {AbortSignal} signal @returns {Promise<{ pcm: Int16Array, rate: number }>} */
    async speak(text, signal) {
      const words = plain(text);
      if (!words) return { pcm: new Int16Array(0), rate };
      const file = nameless(folder);
      try {
        await run({ program, libraries, voice, text: words, file, patience, signal });
        return { pcm: soundIn(file), rate };
      } finally {
        closeSync(file);
      }
    },
  };
}

let count = 0;
const named = "sound-";

/** Clears a folder of ours of the files of one that was killed before it took their names away; there is nothing in them. */
export function clearNamed(folder) {
  for (const name of readdirSync(folder)) if (name.startsWith(named)) rmSync(join(folder, name), { force: true });
}

function nameless(folder) {
  const path = join(folder, `${named}${process.pid}-${count++}`);
  const file = openSync(path, "wx+", 0o600);
  unlinkSync(path);
  return file;
}

function run({ program, libraries, voice, text, file, patience, signal }) {
  const [command, ...args] = [...bound, program, "-voice", voice, "-f", "-", "-o", "/dev/fd/3"];
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Speechless("stopped"));
    const child = spawn(command, args, {
      stdio: ["pipe", "ignore", "pipe", file],
      env: { PATH: process.env.PATH, ...(libraries && { LD_LIBRARY_PATH: libraries }) },
    });
    let why = "";
    let words = "";
    const kill = (/** @type {"slow" | "stopped"} */ reason) => {
      why ||= reason;
      child.kill("SIGKILL");
    };
    const stop = () => kill("stopped");
    const timer = setTimeout(() => kill("slow"), patience);
    signal.addEventListener("abort", stop, { once: true });
    child.stderr.on("data", (chunk) => words = (words + chunk).slice(-500));
    // It may have gone before it read all; how it ended says more.
    child.stdin.on("error", () => {});
    child.stdin.end(text);
    child.once("error", (error) => words = error.message);
    child.once("close", (status) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      if (!why && status === 0) resolve(undefined);
      else reject(new Speechless(/** @type {"slow"} */ (why || "broken"), words || `it ended with ${status}`));
    });
  });
}

function soundIn(file) {
  const { size } = fstatSync(file);
  const bytes = Buffer.alloc(Math.max(0, size - wavHead));
  const head = Buffer.alloc(wavHead);
  readSync(file, head, 0, wavHead, 0);
  if (head.toString("latin1", 0, 4) !== "RIFF" || head.readUInt32LE(24) !== rate || head.readUInt16LE(22) !== 1) {
    throw new Speechless("broken", "it wrote no sound that we know");
  }
  readSync(file, bytes, 0, bytes.length, wavHead);
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
}
