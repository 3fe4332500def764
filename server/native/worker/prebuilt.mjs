// mediasoup's own prebuilt worker, from the place and under the name that its installer uses.
import { chmodSync, createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { run } from "../run.mjs";

// Lower gives up on slow lines; higher keeps everybody behind a closed firewall waiting.
const connectWithinMs = 4_000;
const withinMs = 60_000;
// The worker ends with this when it is started without a parent: it shows that this machine can run it at all.
const noParentStatus = 41;

/** @param {{ repository: { url: string }, version: string }} mediasoup @param {{ arch?: string, kernel?: string, env?: NodeJS.ProcessEnv }} [machine] */
export function prebuiltUrl(
  { repository, version },
  { arch = process.arch, kernel = release(), env = process.env } = {},
) {
  const home = repository.url.replace(/^git\+/, "").replace(/\.git$/, "");
  const base = env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || `${home}/releases/download`;
  return `${base}/${version}/mediasoup-worker-${version}-linux-${arch}-kernel${Number(kernel.split(".")[0])}.tgz`;
}

/** Fetches it to `out`; false when it cannot be had or does not run here. @param {{ mediasoup: string, out: string, work: string }} options */
export async function fetchPrebuilt({ mediasoup, out, work }) {
  const url = prebuiltUrl(JSON.parse(readFileSync(join(mediasoup, "package.json"), "utf8")));
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    await download(url, join(work, "worker.tgz"));
    await run("tar", ["-xzf", join(work, "worker.tgz"), "-C", work, "--no-same-owner", "mediasoup-worker"]);
    await run("cp", [join(work, "mediasoup-worker"), out]);
    chmodSync(out, 0o755);
    return await runsHere(out);
  } catch (error) {
    if (/ENOSPC|No space left/.test(`${error.code} ${error.message} ${error.output}`)) throw error;
    return false;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function download(url, to) {
  const control = new AbortController();
  const connecting = setTimeout(() => control.abort(), connectWithinMs);
  const all = setTimeout(() => control.abort(), withinMs);
  try {
    const answer = await fetch(url, { signal: control.signal });
    clearTimeout(connecting);
    if (!answer.ok || !answer.body) throw new Error(`the download answered ${answer.status}`);
    await pipeline(Readable.fromWeb(answer.body), createWriteStream(to), { signal: control.signal });
  } finally {
    clearTimeout(connecting);
    clearTimeout(all);
  }
}

async function runsHere(bin) {
  if (!existsSync(bin)) return false;
  return await run(bin, [], { env: {}, timeoutMs: 10_000 }).then(
    () => false,
    (error) => error.status === noParentStatus,
  );
}
