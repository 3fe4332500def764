// The parent of database, recorder, booth and server. It prepares what the server may not do for itself, starts it inside its
// fence, and alone stops all of them, in order.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { startBooth } from "./booth.mjs";
import { mustBeWritable } from "./disk.mjs";
import { tryLock } from "./lock.mjs";
import { serverFolders } from "./permissions.mjs";
import { cacheDir, dataDir, root } from "./places.mjs";
import { checkPorts } from "./ports.mjs";
import { startPostgres } from "./postgres.mjs";
import { serverCommand } from "./runtime.mjs";
import { namesFor, onlyKnown, portOf } from "./settings.mjs";
import { followNpm, stopSignal, supervise } from "./supervise.mjs";
import { startTap } from "./tap.mjs";
import { explain, Trouble } from "./trouble.mjs";
import { workerPlace } from "./worker.mjs";

/**
 * Sets up, starts everything, waits for the end.
 * @param {{ env?: NodeJS.ProcessEnv, prepare: () => Promise<unknown>, command?: typeof serverCommand }} options
 * @returns {Promise<number>} the exit code
 */
export async function launch({ env = process.env, prepare, command = serverCommand }) {
  const settings = settingsFrom(env);
  // Until here a signal simply ends us: set-up can be broken off anywhere.
  await prepare();
  const stop = stopSignal();
  followNpm(stop, { env });
  const lock = ownData(settings.DATA_DIR);
  try {
    const [port, rtcPort] = [Number(settings.PORT), Number(settings.RTC_PORT)];
    const media = { rtcHost: settings.RTC_HOST, rtcPort, rtcWorkers: workersOf(settings) };
    await checkPorts({ host: settings.HOST, port, ...media });
    return await serve({ settings, env, command, stop: stop.signal });
  } finally {
    lock.release();
  }
}

function settingsFrom(env) {
  return {
    ...onlyKnown(env, namesFor(root)),
    HOST: env.HOST || "127.0.0.1",
    PORT: `${portOf(env.PORT, 3000, "PORT")}`,
    RTC_PORT: `${portOf(env.RTC_PORT, 40_000, "RTC_PORT")}`,
    DATA_DIR: dataDir(env),
  };
}

/** How many media ports to look at. Whether it is a number that makes sense, the server says. */
function workersOf({ RTC_WORKERS: text = "1", RTC_PORT }) {
  return /^([1-9]|1[0-6])$/.test(text) && Number(RTC_PORT) + Number(text) <= 65_536 ? Number(text) : 1;
}

async function serve({ settings, env, command, stop }) {
  const dataFolder = join(settings.DATA_DIR, "database");
  const database = settings.DATABASE_URL ? undefined : await startPostgres({ dataDir: dataFolder });
  let booth;
  let tap;
  try {
    booth = startBooth({ dataDir: settings.DATA_DIR, voice: settings.INTERVIEWER_VOICE });
    tap = await startTap({ dataDir: settings.DATA_DIR });
    if (stop.aborted) return 0;
    const inside = {
      ...settings,
      GRINDSTONE_TAP: tap.socket,
      GRINDSTONE_BOOTH: booth.socket,
      ...(database && { DATABASE_URL: database.url, GRINDSTONE_EMBEDDED: "1" }),
      MEDIASOUP_WORKER_BIN: workerPlace(env).bin,
      GRINDSTONE_PARENT: "pipe",
      DENO_DIR: join(cacheDir(env), "deno"),
      DENO_NO_UPDATE_CHECK: "1",
    };
    return await supervise({ ...command(inside, { root, runtime: env.GRINDSTONE_RUNTIME }), env: inside, stop });
  } finally {
    // After the server, which tells it what to finish.
    await tap?.stop();
    await booth?.stop();
    await database?.stop();
  }
}

/** Makes the folders that the server owns; one launcher at a time may use them. */
function ownData(folder) {
  try {
    mustBeWritable(folder);
    // The database does not run as root and has to pass through.
    mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    for (const name of serverFolders) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
    const lock = tryLock(join(folder, ".launcher.lock"));
    if ("release" in lock) return lock;
    throw new Trouble(
      `Another Grindstone (process ${lock.heldBy}) already works with ${folder}: stop it, or set DATA_DIR to another folder.`,
      { code: "locked" },
    );
  } catch (error) {
    throw explain(error, { what: "keeping data there", where: `DATA_DIR (${folder})` });
  }
}
