// Builds the media worker from the sources that came with mediasoup's npm package.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { basename, join } from "node:path";
import { sourceArchive } from "../debian.mjs";
import { run } from "../run.mjs";
import { duration } from "../say.mjs";
import {
  flatcArgs,
  linkFlags,
  prepareSources,
  prepareSrtp,
  srtpFlags,
  srtpUnits,
  workerFlags,
  workerUnits,
} from "./recipe.mjs";
import { machineToolchain, unpackedToolchain } from "./toolchain.mjs";

/**
 * @param {{ mediasoup: string, out: string, work: string, cache: string, say: (s: string) => void, progress: (s: string) => void }} options
 */
export async function buildWorker({ mediasoup, out, work, cache, say, progress }) {
  const tools = await machineToolchain() ?? await unpackedToolchain({ say, cache });
  const at = {
    worker: join(work, "worker"),
    generated: join(work, "generated"),
    srtp: join(work, "srtp"),
    objects: join(work, "objects"),
  };
  const { ownSrtp } = await prepareOnce({ mediasoup, work, at, tools, cache });
  await compileAll({ tools, at, ownSrtp, say, progress });
  const objects = readdirSync(at.objects).filter((it) => it.endsWith(".o")).map((it) => join(at.objects, it));
  say("Putting the media worker together, less than a minute…");
  const libraries = [...(ownSrtp ? [] : ["-lsrtp2"]), ...linkFlags];
  await run(tools.cxx, [...tools.flags, "-s", "-o", out, ...objects, ...libraries], {
    env: tools.env,
    cwd: work,
  });
  rmSync(work, { recursive: true, force: true });
  return tools;
}

/** Lays out what is compiled. What a broken-off build with the same compiler has laid out, and compiled, is used again. */
async function prepareOnce({ mediasoup, work, at, tools, cache }) {
  const stamp = join(work, "prepared.json");
  const there = existsSync(stamp) ? JSON.parse(readFileSync(stamp, "utf8")) : undefined;
  if (there?.cxx === tools.cxx) return there;
  rmSync(work, { recursive: true, force: true });
  for (const folder of [at.srtp, at.objects, join(at.generated, "FBS")]) mkdirSync(folder, { recursive: true });
  const ownSrtp = await unpackSrtp({ into: at.srtp, download: join(work, "download"), cache });
  prepareSources(mediasoup, at.worker);
  await run(tools.flatc, flatcArgs(at.worker, at.generated), { env: tools.env });
  const prepared = { cxx: tools.cxx, ownSrtp };
  writeFileSync(stamp, JSON.stringify(prepared));
  return prepared;
}

/** Debian's source of libsrtp; where it cannot be had, the slower libsrtp of the machine has to do, if it is installed. */
async function unpackSrtp({ into, download, cache }) {
  try {
    const archive = await sourceArchive({ name: "libsrtp2", into: download, cache });
    await run("tar", ["-xf", archive, "-C", into, "--strip-components=1", "--no-same-owner"]);
  } catch (error) {
    if (error.code === "disk-full" || !existsSync("/usr/include/srtp2/srtp.h")) throw error;
    return false;
  }
  prepareSrtp(into);
  return true;
}

async function compileAll({ tools, at, ownSrtp, say, progress }) {
  const cxx = workerFlags(at);
  const units = [
    ...workerUnits(at.worker).map((source) => ({ source, flags: cxx })),
    ...(ownSrtp ? srtpUnits(at.srtp) : []).map((source) => ({ source, flags: srtpFlags(at.srtp) })),
  ];
  const jobs = Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / 1e9)));
  say(`Compiling the media worker (${units.length} files with ${jobs} ${jobs === 1 ? "job" : "jobs"}, a few minutes)…`);
  const started = Date.now();
  let done = 0;
  const rest = units.map((it, index) => ({ ...it, object: join(at.objects, `${index}-${basename(it.source)}.o`) }))
    .filter(({ object }) => !existsSync(object));
  await inParallel(jobs, rest, async ({ source, flags, object }) => {
    const args = [...tools.flags, ...flags, "-c", source, "-o", `${object}.half`];
    await run(tools.cxx, args, { env: tools.env, cwd: at.objects });
    renameSync(`${object}.half`, object);
    done++;
    const left = (Date.now() - started) / done * (rest.length - done);
    // The first few say little about the rest.
    progress(
      `compiled ${units.length - rest.length + done} of ${units.length}${
        done < 12 ? "" : `, about ${duration(left)} left`
      }`,
    );
  });
}

/** Runs `work` over all items, `width` at a time; after a failure no new one is begun and all begun are awaited. */
async function inParallel(width, items, work) {
  const queue = items.values();
  let failed = false;
  const lane = async () => {
    for (const item of queue) {
      if (failed) return;
      await work(item).catch((error) => {
        failed = true;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: width }, lane));
  const broken = ends.find((it) => it.status === "rejected");
  if (broken) throw broken.reason;
}
