// Who serves a database folder. After a crash the pid in its lock file may be nobody's, a zombie's or a stranger's.
import { readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/** The process that the lock file names. */
export function pidIn(dataDir) {
  const pid = Number(lines(dataDir)[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

/** Whether a process still runs; one that ended and waits to be collected does not. */
export function runs(pid, proc = "/proc") {
  const status = read(join(proc, `${pid}`, "status"));
  return status !== undefined && !/^State:\s+[ZX]/m.test(status);
}

/** The running PostgreSQL that serves this folder, if there is one. */
export function ownerOf(dataDir, proc = "/proc") {
  const pid = pidIn(dataDir);
  if (pid === undefined || pid === process.pid) return undefined;
  if (!runs(pid, proc)) return undefined;
  const command = read(join(proc, `${pid}`, "cmdline"))?.split("\0") ?? [];
  const folder = command[command.indexOf("-D") + 1];
  return /postgres/.test(command[0] ?? "") && same(folder, dataDir) ? pid : undefined;
}

/** Removes a lock file that names no server of this folder. Only the launcher that holds the data folder may call this. */
export function removeStalePid(dataDir) {
  if (lines(dataDir).length > 0 && ownerOf(dataDir) === undefined) {
    rmSync(join(dataDir, "postmaster.pid"), { force: true });
  }
}

function same(a, b) {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return a === b;
  }
}

function lines(dataDir) {
  return read(join(dataDir, "postmaster.pid"))?.split("\n") ?? [];
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
