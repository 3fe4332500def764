// The process that writes recordings: a child of the launcher, because it has to outlive the server, which may not start
// programs anyway. It is started again when it ends, and gets the same port where it can, so that streams find it again.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { keep, startLife } from "./kept-child.mjs";
import { root } from "./places.mjs";
import { socketFolder } from "./postgres-folders.mjs";
import { Trouble } from "./trouble.mjs";

const script = join(root, "server", "recorder", "tap", "tap.mjs");
/** The young part of its memory. Higher collects less often and takes more; what it holds lives for a second. */
const nodeFlags = ["--max-semi-space-size=1"];
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
  let port = 0;
  const start = () => {
    const life = startLife(program, [...nodeFlags, script, socket, folder, `${port}`]);
    void life.ready.then((it) => port = it.port, () => {});
    return life;
  };
  const onEnded = () =>
    say("The recorder ended without being asked and is started again; what it had written is kept.");
  const { first, pid, stop } = keep({ start, onEnded, stopWithinMs });
  try {
    await first.ready;
  } catch (cause) {
    await stop();
    throw new Trouble("The recorder does not start: nothing would be kept, so nothing is begun.", { cause });
  }
  return { socket, folder, pid, stop };
}
