// One process at a time. The holder touches its lock every few seconds, so that a lock left by a crash is known for what it is.
import {
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { randomUUID } from "node:crypto";
import process from "node:process";

const touchEveryMs = 5_000;
// Lower mistakes a suspended laptop's holder for a dead one; higher makes people wait longer after a power cut.
const staleAfterMs = 60_000;

/**
 * Takes the lock, or says who holds it.
 * @param {string} path
 * @returns {{ release(): void } | { heldBy: number }}
 */
export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = { pid: process.pid, started: startOf(process.pid), space: space(), id: randomUUID() };
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      writeFileSync(path, JSON.stringify(mine), { flag: "wx" });
      return hold(path, mine.id);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = read(path);
    if (holder && !isStale(holder, path)) return { heldBy: holder.pid };
    clearAway(path, holder);
  }
  return { heldBy: read(path)?.pid ?? 0 };
}

/**
 * Waits for the lock, runs `work` under it and gives it back.
 * @template T @param {string} path @param {() => Promise<T>} work @param {{ onWait?: (pid: number) => void, everyMs?: number }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { onWait = () => {}, everyMs = 500 } = {}) {
  for (;;) {
    const lock = tryLock(path);
    if ("release" in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    onWait(lock.heldBy);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

function hold(path, id) {
  const timer = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // The folder may be gone with the work it protected.
    }
  }, touchEveryMs);
  timer.unref();
  return {
    release() {
      clearInterval(timer);
      if (read(path)?.id === id) rmSync(path, { force: true });
    },
  };
}

// Renaming first makes sure that of two processes that see the same stale lock only one removes it, and never a fresh one.
function clearAway(path, holder) {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  if (holder && moved && moved.id !== holder.id) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

function isStale(holder, path) {
  if (holder.space === space()) return startOf(holder.pid) !== holder.started;
  return Date.now() - statSync(path, { throwIfNoEntry: false })?.mtimeMs > staleAfterMs;
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // A lock that a crash left empty counts as stale once it is a moment old.
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    return age < 2_000 ? { pid: 0, started: "", space: "", id: "" } : undefined;
  }
}

/** Process ids mean something only within one boot and one pid namespace. */
function space() {
  try {
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return "unknown";
  }
}

/** When the process was started, so that a reused id is not taken for it; empty for one that is gone or a zombie. */
export function startOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
    return fields[0] === "Z" ? "" : `${fields[19]}`;
  } catch {
    return "";
  }
}
