// The embedded database: a real PostgreSQL, a child of ours, that listens on a Unix socket and nowhere else.
// Runs on Node 20 and 24, and on Deno with all permissions.
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { freeBytes } from "./disk.mjs";
import { embeddedPostgres, linkPostgres } from "./packages.mjs";
import { claimFolder, databaseUser, prepareFolders, reachablePrograms } from "./postgres-folders.mjs";
import { ownerOf, pidIn, removeStalePid, runs } from "./postgres-pid.mjs";
import { debianPostgres } from "./postgres-server.mjs";
import { run } from "./run.mjs";
import { explain, kindOf, Trouble } from "./trouble.mjs";

const startWithinMs = 60_000;
// A fast shutdown writes a checkpoint; on a slow disk that takes a while. After this it is stopped without one.
const stopWithinMs = 25_000;

/**
 * Starts the database of a folder, or takes over the one that already serves it, and makes sure `grindstone` exists in it.
 * @param {{
 *   dataDir: string, socketDir?: string, programs?: string, env?: Record<string, string>, durable?: boolean,
 *   log?: (line: string) => void,
 * }} options `programs`, `env`: another PostgreSQL's; `durable: false` risks everything at a power cut
 * @returns {Promise<{ url: string, socketDir: string, adopted: boolean, pid: number, stop(): Promise<void> }>}
 */
export async function startPostgres({ dataDir, socketDir, programs, env = {}, durable = true, log = () => {} }) {
  const user = databaseUser();
  // The database needs nothing of ours; locale C sorts the same on every machine.
  const around = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC", ...env };
  const bin = await reachablePrograms({ programs: programs ?? findPrograms(), dataDir, user, env: around });
  const socket = prepareFolders({ dataDir, socketDir, user });
  await checkVersion({ bin, dataDir, env: around });
  const found = await adopt({ dataDir, socket });
  const logFile = `${dataDir}.log`;
  if (!found) {
    await initialize({ bin, dataDir, user, durable, env: around });
    await start({ bin, dataDir, socket, user, durable, logFile, env: around });
  }
  log(found ? "database adopted" : "database started");
  const url = `postgresql://postgres@localhost/grindstone?host=${encodeURIComponent(socket)}`;
  await createDatabase(socket);
  let stopped;
  const stop = () => stopped ??= stopPostgres({ dataDir, log });
  return { url, socketDir: socket, adopted: found, pid: pidIn(dataDir) ?? 0, stop };
}

/** Stops the database of a folder, whoever started it, and waits until it has gone. */
export async function stopPostgres({ dataDir, log = () => {} }) {
  const pid = ownerOf(dataDir);
  if (pid === undefined) return;
  // SIGINT: tell all sessions to end, write everything down. SIGQUIT: end now, recover at the next start.
  for (const [signal, withinMs] of [["SIGINT", stopWithinMs], ["SIGQUIT", 5_000], ["SIGKILL", 5_000]]) {
    signalTo(pid, signal);
    const end = Date.now() + withinMs;
    while (Date.now() < end) {
      // It takes its lock file away a moment before it has gone itself.
      if (ownerOf(dataDir) !== pid && !runs(pid)) return log("database stopped");
      await sleep(20);
    }
  }
  throw new Trouble(`The database (process ${pid}) does not stop; nothing is lost, it recovers at its next start.`);
}

function findPrograms() {
  const native = embeddedPostgres();
  if (native) {
    linkPostgres(native);
    return join(native, "bin");
  }
  const debian = debianPostgres();
  if (debian) return debian;
  throw new Trouble(
    "There is no PostgreSQL for this machine: install Debian's `postgresql` package, or set DATABASE_URL.",
  );
}

async function checkVersion({ bin, dataDir, env }) {
  const file = join(dataDir, "PG_VERSION");
  if (!existsSync(file)) return;
  const made = readFileSync(file, "utf8").trim();
  const ours = /\b(\d+)/.exec(await run(join(bin, "postgres"), ["--version"], { cwd: "/", env }))?.[1];
  if (made === ours) return;
  throw new Trouble(
    `The database in ${dataDir} was made by PostgreSQL ${made} and this is PostgreSQL ${ours}: nothing was touched; ` +
      `start the Grindstone that made it, take a backup there and restore it here, or set DATA_DIR to another folder.`,
    { code: "other-version" },
  );
}

/** A server that a killed launcher left behind goes on serving. */
async function adopt({ dataDir, socket }) {
  for (let attempt = 0; ownerOf(dataDir) !== undefined && attempt < 100; attempt++) {
    if (await answers(socket)) return true;
    // It may still be recovering, or on its way out.
    await sleep(100);
  }
  return false;
}

async function initialize({ bin, dataDir, user, durable, env }) {
  if (existsSync(join(dataDir, "PG_VERSION"))) return;
  const half = `${dataDir}.half`;
  rmSync(half, { recursive: true, force: true });
  claimFolder(half, user);
  const args = ["-D", half, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--data-checksums"];
  await run(join(bin, "initdb"), [...args, ...(durable ? [] : ["--no-sync"])], { env, cwd: "/", ...user })
    .catch((error) => {
      rmSync(half, { recursive: true, force: true });
      throw explain(error, { what: "making the database", where: dataDir, sorry: "The database could not be made." });
    });
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(half, dataDir);
}

async function start(options) {
  const { dataDir, logFile } = options;
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.old`);
  for (let attempt = 0;; attempt++) {
    removeStalePid(dataDir);
    const failure = await startOnce(options);
    if (!failure) return;
    // A killed server whose processes nobody has reaped yet keeps its lock file or its shared memory for a moment.
    if (/lock file "postmaster.pid" already exists|shared memory block .* still in use/.test(failure) && attempt < 25) {
      await sleep(200);
      continue;
    }
    // On a full disk not even its complaint can be written down.
    const why = { code: freeBytes(dataDir) < 20e6 ? "ENOSPC" : kindOf(failure), output: failure };
    throw explain(Object.assign(new Error("postgres"), why), {
      what: "starting the database",
      where: dataDir,
      sorry: `The database in ${dataDir} did not start; nothing was changed, its words are in ${logFile}.`,
    });
  }
}

async function startOnce({ bin, dataDir, socket, user, durable, logFile, env }) {
  const settings = {
    listen_addresses: "",
    unix_socket_permissions: "0700",
    shared_buffers: "64MB",
    max_connections: "100",
    log_checkpoints: "off",
    // What was logged goes with its segment, and does not wait in a file until that is used again.
    wal_recycle: "off",
    log_timezone: "UTC",
    timezone: "UTC",
    ...(!durable && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const args = [
    "-D",
    dataDir,
    "-k",
    socket,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  // A file, not a pipe: the server may outlive us. Detached: Ctrl-C must not reach it before our own shutdown.
  const words = openSync(logFile, "w", 0o600);
  const child = spawn(join(bin, "postgres"), args, {
    env,
    cwd: "/",
    stdio: ["ignore", words, words],
    detached: true,
    ...user,
  });
  closeSync(words);
  let ended = false;
  child.once("error", () => ended = true).once("exit", () => ended = true);
  child.unref();
  const end = Date.now() + startWithinMs;
  while (!ended && Date.now() < end) {
    if (await answers(socket)) return undefined;
    await sleep(20);
  }
  if (!ended) child.kill("SIGQUIT");
  return statSync(logFile).size > 0 ? readFileSync(logFile, "utf8").slice(-4_000) : "It ended without a word.";
}

async function createDatabase(socket) {
  await ask(socket, async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'grindstone'");
    if (!rowCount) await client.query("CREATE DATABASE grindstone TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
  });
}

const answers = (socket) => ask(socket, (client) => client.query("SELECT 1")).then(() => true, () => false);

async function ask(socket, work) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({
    host: socket,
    user: "postgres",
    database: "postgres",
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

function signalTo(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
