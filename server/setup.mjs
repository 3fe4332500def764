// Set-up: everything that a fresh clone on a bare machine needs. Each step knows whether it is done, so running it again
// continues where it was broken off, and costs nothing when all is there.
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { mustBeWritable, mustHaveRoom, sizeOf } from "./native/disk.mjs";
import { fliteReady, makeFlite, unpackedFlite } from "./native/flite.mjs";
import { tryLock } from "./native/lock.mjs";
import {
  denoReady,
  installPackages,
  linkPostgres,
  missingLinks,
  packagesReady,
  placeDeno,
} from "./native/packages.mjs";
import { buildPage, pageReady } from "./native/page.mjs";
import { cacheDir, root } from "./native/places.mjs";
import { duration, makeVoice, size } from "./native/say.mjs";
import { makeTestTools, testToolsReady } from "./native/test-tools.mjs";
import { explain, stopWith, Trouble } from "./native/trouble.mjs";
import { makeWorker, workerPlace, workerReady } from "./native/worker.mjs";

/**
 * Makes this clone ready to run, or to be tested. Throws `Trouble` with one sentence when it cannot.
 * @param {{ forTests?: boolean, insist?: boolean, voice?: ReturnType<typeof makeVoice> }} [options] `insist`: what could
 *   not be had a short while ago, and is not needed, is tried again
 */
export async function prepare({ forTests = false, insist = forTests, voice = makeVoice() } = {}) {
  checkNode(process.versions.node);
  checkPlatform(process);
  const steps = stepsFor({ forTests, insist });
  if (isReady(steps)) return;
  const lock = takeLock();
  const started = Date.now();
  voice.say("Setting up Grindstone. This is done once; it can be broken off and continued at any time.");
  try {
    for (const step of steps) if (!step.ready()) await step.make(voice);
  } finally {
    lock.release();
  }
  const took = duration(Date.now() - started);
  voice.say(`Set up in ${took}. Installed: ${size(sizeOf(installedPaths(forTests)))}.`);
}

/** The steps in order, each with how to see that it is done. @param {{ forTests: boolean, insist: boolean }} options */
function stepsFor({ forTests, insist }) {
  const packages = {
    ready: () => packagesReady(forTests),
    async make(voice) {
      mustHaveRoom({ path: root, bytes: forTests ? 1.5e9 : 0.8e9, what: "installing" });
      await installPackages({ forTests, say: voice.say });
    },
  };
  const worker = {
    ready: workerReady,
    async make(voice) {
      mustHaveRoom({ path: cacheDir(), bytes: 0.7e9, what: "making the media worker" });
      await makeWorker(voice);
    },
  };
  const flite = {
    ready: () => fliteReady({ insist }),
    make: ({ say }) => makeFlite({ say, needed: forTests }),
  };
  const tests = { ready: testToolsReady, make: makeTestTools };
  return [
    packages,
    { ready: denoReady, make: placeDeno },
    { ready: () => missingLinks().length === 0, make: () => linkPostgres() },
    worker,
    { ready: pageReady, make: buildPage },
    flite,
    ...(forTests ? [tests] : []),
  ];
}

/** Later steps look into what earlier ones make, so they are asked in order and only while all before are done. */
function isReady(steps) {
  return steps.every((step) => step.ready());
}

/** @param {string} version */
export function checkNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || major === 20 && minor >= 19) return;
  throw new Trouble(
    `Grindstone needs Node 20.19 or later and this is ${version}: install a newer Node and run the same command again.`,
    {
      code: "old-node",
    },
  );
}

/** @param {{ platform: string, arch: string }} machine */
export function checkPlatform({ platform, arch }) {
  if (platform === "linux" && (arch === "x64" || arch === "arm64")) return;
  throw new Trouble(
    `Grindstone runs on Linux (x64 or arm64) and this is ${platform} ${arch}: use such a machine, or a container.`,
    {
      code: "platform",
    },
  );
}

function takeLock() {
  const name = createHash("sha256").update(root).digest("hex").slice(0, 12);
  const folder = join(cacheDir(), "locks");
  try {
    mustBeWritable(folder);
    mkdirSync(folder, { recursive: true });
    const lock = tryLock(join(folder, `setup-${name}.lock`));
    if ("release" in lock) return lock;
    throw new Trouble(
      `Another set-up of this folder is at work (process ${lock.heldBy}): wait for it to end, then run the same command again.`,
      { code: "locked" },
    );
  } catch (error) {
    throw explain(error, { what: "keeping what set-up makes", where: folder });
  }
}

function installedPaths(forTests) {
  const voice = unpackedFlite();
  const made = [join(root, "node_modules"), join(root, "client", "dist"), workerPlace().bin, ...(voice ? [voice] : [])];
  return forTests ? [...made, join(cacheDir(), "debian")] : made;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await prepare({ forTests: process.argv.includes("--for=test"), insist: true }).then(
    () => console.log("Ready."),
    stopWith,
  );
}
