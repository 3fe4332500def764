// What `npm start` runs. It prepares what the server may not do for itself, starts it inside its fence, and stays as the
// parent of server and database: it alone stops them, in order.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { tryLock } from "./native/lock.mjs";
import { serverFolders } from "./native/permissions.mjs";
import { cacheDir, dataDir, root } from "./native/places.mjs";
import { checkPorts } from "./native/ports.mjs";
import { startPostgres } from "./native/postgres.mjs";
import { serverCommand } from "./native/runtime.mjs";
import { loadEnvFile, namesFor, onlyKnown, portOf } from "./native/settings.mjs";
import { stopSignal, supervise } from "./native/supervise.mjs";
import { explain, stopWith, Trouble } from "./native/trouble.mjs";
import { workerPlace } from "./native/worker.mjs";
import { prepare } from "./setup.mjs";

/** Sets up, starts everything, waits for the end. @returns {Promise<number>} the exit code */
async function launch() {
  loadEnvFile(root);
  const stop = stopSignal();
  const settings = {
    ...onlyKnown(process.env, namesFor(root)),
    HOST: process.env.HOST || "127.0.0.1",
    PORT: `${portOf(process.env.PORT, 3000, "PORT")}`,
    RTC_PORT: `${portOf(process.env.RTC_PORT, 40_000, "RTC_PORT")}`,
    DATA_DIR: dataDir(),
  };
  await prepare();
  const lock = ownData(settings.DATA_DIR);
  try {
    await checkPorts({ host: settings.HOST, port: Number(settings.PORT), rtcPort: Number(settings.RTC_PORT) });
    return await serve({ settings, stop });
  } finally {
    lock.release();
  }
}

async function serve({ settings, stop }) {
  const database = settings.DATABASE_URL
    ? undefined
    : await startPostgres({ dataDir: join(settings.DATA_DIR, "database") });
  try {
    if (stop.signal.aborted) return 0;
    const env = {
      ...settings,
      ...(database && { DATABASE_URL: database.url, GRINDSTONE_EMBEDDED: "1" }),
      MEDIASOUP_WORKER_BIN: workerPlace().bin,
      GRINDSTONE_PARENT: "pipe",
      DENO_DIR: join(cacheDir(), "deno"),
      DENO_NO_UPDATE_CHECK: "1",
    };
    return await supervise({
      ...serverCommand(env, { root, runtime: process.env.GRINDSTONE_RUNTIME }),
      env,
      stop: stop.signal,
    });
  } finally {
    await database?.stop();
  }
}

/** Makes the folders that the server owns; one launcher at a time may use them. */
function ownData(folder) {
  try {
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

await launch().then((code) => process.exit(code), stopWith);
