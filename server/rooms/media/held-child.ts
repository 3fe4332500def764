import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";

type Spawning = { spawn: (...args: readonly unknown[]) => ChildProcess };

/** The very object on which mediasoup looks up `spawn` when it starts a worker. */
const childProcess = createRequire(import.meta.url)("node:child_process") as Spawning;

/**
 * Runs `start`, which spawns one process before it first waits, and gives the handle of that process too. mediasoup keeps
 * it to itself; but a worker that hangs can be ended only through it, because the server may not signal other processes.
 */
export function holdingChild<T>(start: () => T): { readonly started: T; readonly child: ChildProcess } {
  const { spawn } = childProcess;
  let child: ChildProcess | undefined;
  childProcess.spawn = (...args) => child = spawn(...args);
  try {
    const started = start();
    if (!child) throw new Error("no process was spawned");
    return { started, child };
  } finally {
    childProcess.spawn = spawn;
  }
}
