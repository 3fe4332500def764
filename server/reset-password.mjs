// What `npm run reset-password -- EMAIL` runs: it finds the database, running or not, and asks the server's code for a link.
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { tryLock } from "./native/lock.mjs";
import { dataDir, root } from "./native/places.mjs";
import { startPostgres } from "./native/postgres.mjs";
import { serverCommand } from "./native/runtime.mjs";
import { loadEnvFile, namesFor, onlyKnown } from "./native/settings.mjs";
import { stopSignal, supervise } from "./native/supervise.mjs";
import { stopWith, Trouble } from "./native/trouble.mjs";

try {
  loadEnvFile(root);
  process.exit(await resetPassword(process.argv.slice(2)));
} catch (error) {
  stopWith(error);
}

/** @param {string[]} given what stands behind the command @returns {Promise<number>} the exit code */
async function resetPassword(given) {
  const [email] = given;
  if (given.length !== 1 || !email) {
    throw new Trouble("Say whose password, by the address of the account: npm run reset-password -- name@example.com");
  }
  const settings = { ...onlyKnown(process.env, namesFor(root)), DATA_DIR: dataDir() };
  if (settings.DATABASE_URL) return await ask(settings, email);
  return await withDatabase(
    settings.DATA_DIR,
    (url) => ask({ ...settings, DATABASE_URL: url, GRINDSTONE_EMBEDDED: "1" }, email),
  );
}

/** The embedded database: the one that the running server uses, or else one that is up only for this. */
async function withDatabase(folder, work) {
  const dataFolder = join(folder, "database");
  if (!existsSync(join(dataFolder, "PG_VERSION"))) {
    throw new Trouble(`There is no database in ${folder} yet, so nobody has an account: start Grindstone first.`);
  }
  // While we hold it no launcher takes our database for its own; when a launcher holds it, its database is up.
  const lock = tryLock(join(folder, ".launcher.lock"));
  try {
    const database = await startPostgres({ dataDir: dataFolder });
    try {
      return await work(database.url);
    } finally {
      if ("release" in lock) await database.stop();
    }
  } finally {
    if ("release" in lock) lock.release();
  }
}

async function ask(settings, email) {
  const inside = { ...settings, MEDIASOUP_WORKER_BIN: "/nonexistent", DENO_NO_UPDATE_CHECK: "1" };
  const entry = join(root, "server", "reset-password.ts");
  const { program, args } = serverCommand(inside, { root, runtime: process.env.GRINDSTONE_RUNTIME, entry });
  return await supervise({ program, args: [...args, email], env: inside, stop: stopSignal().signal });
}
