import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import process from "node:process";

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
    const started = ignoringSignals(start);
    if (!child) throw new Error("no process was spawned");
    return { started, child };
  } finally {
    childProcess.spawn = spawn;
  }
}

/**
 * Without what `start` would do when this process is told to stop. mediasoup ends its workers then, before rooms have been
 * told and kept; and what it registers for a worker that dies stays for good and keeps the process from ending.
 */
function ignoringSignals<T>(start: () => T): T {
  const signals = ["SIGINT", "SIGTERM"] as const;
  const before = signals.map((it) => process.listeners(it));
  const started = start();
  signals.forEach((signal, i) => {
    for (const it of process.listeners(signal)) if (!before[i]?.includes(it)) process.off(signal, it);
  });
  return started;
}
