import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../../server/native/places.mjs";
import { Trouble } from "../../../server/native/trouble.mjs";
import { noWorker, proveWorker, workerPlace, workerReady } from "../../../server/native/worker.mjs";
import { fetchPrebuilt, prebuiltUrl } from "../../../server/native/worker/prebuilt.mjs";
import { corrected, correction, workerUnits } from "../../../server/native/worker/recipe.mjs";

const run = promisify(execFile);
const mediasoup = path.join(root, "node_modules", "mediasoup");
let home: string;

beforeAll(async () => home = await mkdtemp(path.join(tmpdir(), "gs-worker-")));
afterAll(() => rm(home, { recursive: true, force: true }));

async function script(name: string, text: string): Promise<string> {
  const file = path.join(home, name);
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o755);
  return file;
}

describe("the proof of a media worker", () => {
  it("is passed by the one that this clone uses", async () => {
    const { bin } = workerPlace();
    await proveWorker(bin);
  });

  it.each([
    ["ends at once", "exit 1"],
    ["dies as a worker with a bad DTLS does", "kill -SEGV $$"],
  ])("is not passed by a program that %s", async (name, text) => {
    await expect(proveWorker(await script(name.replaceAll(" ", "-"), text))).rejects.toThrow();
  });

  it("is not passed by a file that is no program", async () => {
    const file = path.join(home, "text");
    await writeFile(file, "not a program");
    await expect(proveWorker(file)).rejects.toThrow();
  });
});

describe("mediasoup's sources", () => {
  const file = path.join(mediasoup, "worker", correction.file);

  it("still need the correction of DTLS, and get it", () => {
    const before = readFileSync(file, "utf8");
    // When this fails, upstream has changed the callback: see whether the correction can go.
    expect(before).toContain(correction.from);
    expect(corrected(before)).toContain(correction.to);
    expect(corrected(before)).not.toContain(correction.from);
    expect(corrected(corrected(before))).toBe(corrected(before));
  });

  it("that we do not know are not built", () => {
    expect(() => corrected("int main() {}")).toThrow(/not the one that the DTLS correction was written for/);
    expect(() => corrected(`${correction.from} ${correction.from}`)).toThrow();
  });

  it("are all there", () => {
    const units = workerUnits(path.join(mediasoup, "worker"));
    expect(units.length).toBeGreaterThan(200);
    for (const it of units) expect(() => readFileSync(it), it).not.toThrow();
  });
});

describe("mediasoup's own prebuilt worker", () => {
  const machine = { arch: "x64", kernel: "6.1.0-18-amd64", env: {} };
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => server ? server.close(resolve) : resolve(undefined)));

  async function release(program: string | undefined): Promise<string> {
    let archive: Buffer | undefined;
    if (program !== undefined) {
      const folder = await mkdtemp(path.join(home, "release-"));
      await writeFile(path.join(folder, "mediasoup-worker"), program);
      await run("tar", ["-czf", path.join(folder, "it.tgz"), "-C", folder, "mediasoup-worker"]);
      archive = readFileSync(path.join(folder, "it.tgz"));
    }
    server = createServer((_, response) => archive ? response.end(archive) : response.writeHead(404).end());
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  }

  async function fetched(base: string): Promise<boolean> {
    process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL = base;
    try {
      return await fetchPrebuilt({ mediasoup, out: path.join(home, "fetched"), work: path.join(home, "work") });
    } finally {
      delete process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL;
    }
  }

  it("is looked for where and under the name that its own installer uses", () => {
    const from = { repository: { url: "git+https://github.com/versatica/mediasoup.git" }, version: "3.27.1" };
    expect(prebuiltUrl(from, machine)).toBe(
      "https://github.com/versatica/mediasoup/releases/download/3.27.1/mediasoup-worker-3.27.1-linux-x64-kernel6.tgz",
    );
    const env = { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: "https://mirror/x" };
    expect(prebuiltUrl(from, { ...machine, env })).toMatch(/^https:\/\/mirror\/x\/3\.27\.1\/mediasoup-worker-/);
  });

  it("is taken when it runs here", async () => {
    expect(await fetched(await release("#!/bin/sh\nexit 41\n"))).toBe(true);
  });

  it.each([
    ["when it does not run here", "#!/bin/sh\nexit 127\n"],
    ["when there is none for this machine", undefined],
  ])("is left %s", async (_, program) => {
    expect(await fetched(await release(program))).toBe(false);
  });

  it("is left when nobody answers", async () => {
    expect(await fetched("http://127.0.0.1:1")).toBe(false);
  });
});

describe("a media worker", () => {
  it("that a setting names is used as it is, and refused in one sentence when it cannot run", () => {
    process.env.MEDIASOUP_WORKER_BIN = "/nowhere/worker";
    try {
      expect(() => workerReady()).toThrow(/^MEDIASOUP_WORKER_BIN names \/nowhere\/worker, which is not a program/);
      process.env.MEDIASOUP_WORKER_BIN = "/bin/true";
      expect(workerReady()).toBe(true);
    } finally {
      delete process.env.MEDIASOUP_WORKER_BIN;
    }
  });

  it("counts as there only with its proof beside it", async () => {
    process.env.GRINDSTONE_CACHE = path.join(home, "cache");
    try {
      expect(workerReady()).toBe(false);
      const { folder = "", bin } = workerPlace();
      await mkdir(folder, { recursive: true });
      await writeFile(bin, "");
      expect(workerReady()).toBe(false);
      await writeFile(path.join(folder, "proof.json"), "{}");
      expect(workerReady()).toBe(true);
    } finally {
      delete process.env.GRINDSTONE_CACHE;
    }
  });
});

describe("where no worker can be had", () => {
  const admins = "apt-get update && apt-get install -y --no-install-recommends g++ libssl-dev";

  it.each([
    ["the mirror does not answer", new Trouble("Debian's mirror could not be reached.", { code: "no-network" })],
    [
      "the machine's sources lack the packages",
      new Trouble("E: Unable to locate package libabsl-dev", { code: "failed" }),
    ],
    ["the compiler fails", Object.assign(new Error("g++ ended with 1"), { output: "x.cpp:1: error: no such thing" })],
  ])("and %s, one sentence gives the command for an administrator", (_, cause) => {
    const { message } = noWorker(cause);
    expect(message).toContain(admins);
    expect(message.split("\n")).toHaveLength(1);
  });

  it("because the disk is full, it says that instead", () => {
    const full = new Trouble("The disk is full.", { code: "disk-full" });
    expect(noWorker(full)).toBe(full);
  });
});
