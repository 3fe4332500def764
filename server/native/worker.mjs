// The media worker: fetched or built once for a version of mediasoup, proven, and kept outside the clone.
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";
import { cleanEnv } from "./packages.mjs";
import { hashOf } from "./page.mjs";
import { cacheDir, root } from "./places.mjs";
import { run } from "./run.mjs";
import { kindOf, Trouble } from "./trouble.mjs";
import { buildWorker } from "./worker/build.mjs";
import { fetchPrebuilt } from "./worker/prebuilt.mjs";
import { buildPackages } from "./worker/toolchain.mjs";

const recipe = join(dirname(fileURLToPath(import.meta.url)), "worker");
const mediasoup = join(root, "node_modules", "mediasoup");

/** Where the worker of this clone's mediasoup is or will be. `MEDIASOUP_WORKER_BIN` names another, that one then. */
export function workerPlace(env = process.env) {
  if (env.MEDIASOUP_WORKER_BIN) return { bin: env.MEDIASOUP_WORKER_BIN, given: true };
  const { version } = JSON.parse(readFileSync(join(mediasoup, "package.json"), "utf8"));
  const folder = join(
    cacheDir(env),
    "worker",
    `${version}-${hashOf(recipe, ["compat", "handshake.mjs", "recipe.mjs"]).slice(0, 10)}-${process.arch}`,
  );
  return { bin: join(folder, "mediasoup-worker"), given: false, folder };
}

/** Whether there is a worker that has passed the handshake, or one that somebody vouches for. */
export function workerReady() {
  const { bin, given, folder } = workerPlace();
  if (given) mustRun(bin);
  return given || existsSync(bin) && existsSync(join(folder, "proof.json"));
}

/** Makes it. @param {{ say: (s: string) => void, progress: (s: string) => void }} voice */
export async function makeWorker(voice) {
  const { folder } = workerPlace();
  await withLock(`${folder}.lock`, async () => {
    if (!workerReady()) await make({ folder, ...voice });
  }, { onWait: () => voice.say("Another set-up is making the media worker; waiting for it…") });
}

/** Whether a peer can connect to this worker and send sound through it; throws what went wrong. @param {string} bin */
export async function proveWorker(bin) {
  // Tests ask for it under Deno, whose rights would be in the way.
  const node = process.versions.deno ? "node" : process.execPath;
  await run(node, [join(recipe, "handshake.mjs"), bin], { cwd: root, env: cleanEnv(), timeoutMs: 30_000 });
}

async function make({ folder, say, progress }) {
  const half = `${folder}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  const out = join(half, "mediasoup-worker");
  // Kept when a build is broken off; the next one goes on from there.
  const work = `${folder}.work`;
  const how = await fetched({ out, say }) ?? await built({ out, work, say, progress });
  writeFileSync(join(half, "proof.json"), JSON.stringify({ how, provenAt: new Date().toISOString() }));
  rmSync(folder, { recursive: true, force: true });
  renameSync(half, folder);
}

async function fetched({ out, say }) {
  say("Fetching the media worker…");
  if (!await fetchPrebuilt({ mediasoup, out, work: `${out}.download` })) return undefined;
  try {
    await proveWorker(out);
    return "prebuilt";
  } catch {
    say("The prebuilt media worker does not work on this machine, so it is built here.");
    return undefined;
  }
}

async function built({ out, work, say, progress }) {
  say("There is no prebuilt media worker to be had, so it is built here from source (once).");
  const cache = cacheDir();
  try {
    const tools = await buildWorker({ mediasoup, out, work, cache, say, progress });
    say("Proving the media worker with a real call…");
    await proveWorker(out);
    // 300 MB that nothing needs again.
    if (tools.unpacked) rmSync(tools.unpacked, { recursive: true, force: true });
    return "built";
  } catch (error) {
    throw noWorker(error);
  }
}

/** Why there is no worker and what to do, as the sentence that a person reads. @param {any} error */
export function noWorker(error) {
  if (error.code === "no-apt") return new Trouble(`${neither}: ${needs}.`, { code: "no-worker", cause: error });
  if (error.code === "no-network") {
    return new Trouble(
      `${neither}, because neither its release page nor Debian's mirror could be reached: check the connection ` +
        `and run the same command again, or let an administrator run once: ${byHand()}`,
      { code: "no-worker", cause: error },
    );
  }
  // A package source that lacks what we need is no reason to stop: an administrator can install it all the same.
  if (error instanceof Trouble ? error.code !== "failed" : kindOf(error)) return error;
  const words = String(error.output ?? error.message).trim().split("\n").filter((it) => /error|:/i.test(it)).slice(
    0,
    3,
  );
  return new Trouble(
    `${neither} (${words.join(" / ").slice(0, 500)}); an administrator can help by running once: ${byHand()}`,
    {
      code: "no-worker",
      cause: error,
    },
  );
}

const neither = "The media worker could be neither fetched nor built";
const needs =
  "this machine has no apt-get, so build mediasoup's worker elsewhere and set MEDIASOUP_WORKER_BIN to its path";

/** What an administrator runs once where nothing can be unpacked. */
export function byHand() {
  return `apt-get update && apt-get install -y --no-install-recommends ${[...buildPackages, "libsrtp2-dev"].join(" ")}`;
}

function mustRun(bin) {
  try {
    accessSync(bin, constants.X_OK);
  } catch (error) {
    throw new Trouble(
      `MEDIASOUP_WORKER_BIN names ${bin}, which is not a program that can be run: correct it or leave it out.`,
      {
        code: "bad-setting",
        cause: error,
      },
    );
  }
}
