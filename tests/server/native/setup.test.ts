import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mustHaveRoom } from "../../../server/native/disk.mjs";
import { startOf, tryLock, withLock } from "../../../server/native/lock.mjs";
import { cleanEnv, hasTestPackages, missingPackages } from "../../../server/native/packages.mjs";
import { hashOf } from "../../../server/native/page.mjs";
import { duration, makeVoice, size } from "../../../server/native/say.mjs";
import { explain, Trouble } from "../../../server/native/trouble.mjs";
import { checkNode, checkPlatform } from "../../../server/setup.mjs";

const lock = {
  packages: {
    "": {},
    "node_modules/hono": { version: "4.0.0" },
    "node_modules/vitest": { version: "5.0.0", dev: true },
    "node_modules/tsc": { version: "7.0.0", dev: true },
    "node_modules/other-platform": { version: "1.0.0", optional: true },
  },
};

describe("the npm packages", () => {
  const whole = {
    packages: {
      "node_modules/hono": { version: "4.0.0" },
      "node_modules/vitest": { version: "5.0.0" },
      "node_modules/tsc": { version: "7.0.0" },
    },
  };
  const running = { packages: { "node_modules/hono": { version: "4.0.0" } } };

  it("are all missing after an installation that was broken off", () => {
    expect(missingPackages({ lock, forTests: false })).toEqual(["node_modules/hono"]);
  });

  it("suffice for running without those for testing, and not the other way round", () => {
    expect(missingPackages({ lock, installed: running, forTests: false })).toEqual([]);
    expect(missingPackages({ lock, installed: running, forTests: true })).toEqual([
      "node_modules/vitest",
      "node_modules/tsc",
    ]);
    expect(missingPackages({ lock, installed: whole, forTests: true })).toEqual([]);
    expect(missingPackages({ lock, installed: whole, forTests: false })).toEqual([]);
  });

  it("are installed again when the lock file asks for another version", () => {
    const old = { packages: { "node_modules/hono": { version: "3.9.9" } } };
    expect(missingPackages({ lock, installed: old, forTests: false })).toEqual(["node_modules/hono"]);
  });

  it("for testing are kept when those for running are renewed", () => {
    expect(hasTestPackages({ lock, installed: whole })).toBe(true);
    expect(hasTestPackages({ lock, installed: running })).toBe(false);
    expect(hasTestPackages({ lock, installed: undefined })).toBe(false);
  });

  it("are installed without the settings of the npm that called us, and with how this machine reaches its registry", () => {
    const env = {
      PATH: "/bin",
      npm_config_omit: "dev",
      npm_config_ignore_scripts: "false",
      npm_lifecycle_event: "start",
      INIT_CWD: "/",
      NODE_ENV: "production",
      NPM_CONFIG_REGISTRY: "https://r",
      npm_config_cafile: "/ca",
      HTTPS_PROXY: "http://p",
    };
    expect(cleanEnv(env)).toEqual({
      PATH: "/bin",
      NPM_CONFIG_REGISTRY: "https://r",
      npm_config_cafile: "/ca",
      HTTPS_PROXY: "http://p",
    });
  });
});

describe("the machine", () => {
  it.each(["20.19.0", "20.20.2", "22.0.0", "24.21.0"])("is fine with Node %s", (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each(["18.20.0", "20.18.3", "16.0.0"])("gets one sentence with Node %s", (version) => {
    expect(() => checkNode(version)).toThrow(`needs Node 20.19 or later and this is ${version}`);
  });

  it("gets one sentence when it is no Linux that we know", () => {
    expect(() => checkPlatform({ platform: "darwin", arch: "arm64" })).toThrow(/Linux \(x64 or arm64\)/);
    expect(() => checkPlatform({ platform: "linux", arch: "arm64" })).not.toThrow();
  });

  it("gets one sentence with both figures when its disk is too full", () => {
    const need = { path: "/srv", bytes: 0.8e9, what: "installing", free: () => 12e6 };
    expect(() => mustHaveRoom(need)).toThrow(/installing needs 800 MB at \/srv and 12 MB are free\..*continues/);
    expect(() => mustHaveRoom({ ...need, free: () => 1e9 })).not.toThrow();
  });
});

describe("a failure", () => {
  const context = { what: "installing", where: "/srv", network: "The npm registry", sorry: "It did not work." };
  const failed = (output: string) => Object.assign(new Error("npm ended with 1"), { output });

  it.each([
    ["npm error code ENOSPC", "disk-full", /^The disk is full \(\/srv\) while installing: free some space/],
    ["cc1plus: error: No space left on device", "disk-full", /free some space/],
    [
      "npm error request to https://r failed, reason: getaddrinfo EAI_AGAIN r",
      "no-network",
      /^The npm registry could not be reached/,
    ],
    ["Err:1 http://m x InRelease\n  Temporary failure resolving 'm'", "no-network", /could not be reached/],
    ["npm error code EACCES", "denied", /may not be written by this user/],
    ["mkdir: Read-only file system", "read-only", /read-only file system/],
  ])("that says %j is one sentence", (output, code, sentence) => {
    const trouble = explain(failed(output), context);
    expect(trouble).toBeInstanceOf(Trouble);
    expect((trouble as Trouble).code).toBe(code);
    expect((trouble as Trouble).message).toMatch(sentence);
    expect((trouble as Trouble).message).not.toContain("\n");
  });

  it("of a step without a network is never blamed on the network", () => {
    const { network: _, ...local } = context;
    expect((explain(failed("[resolve] connect ECONNREFUSED in a comment"), local) as Trouble).code).toBe("failed");
  });

  it("that is not known gives its complaints, without its stack", () => {
    const output = "start\nerror: x.ts is not valid\n    at Object.<anonymous> (file:///a.js:1:1)\n}\n";
    expect((explain(failed(output), context) as Trouble).message).toBe(
      "It did not work. It said: error: x.ts is not valid",
    );
  });

  it("of our own is passed on as it is", () => {
    const bug = new TypeError("x is undefined");
    expect(explain(bug, { what: "anything" })).toBe(bug);
  });
});

describe("a lock", () => {
  let file: string;
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), "gs-lock-"));
    file = path.join(home, "deep", "a.lock");
  });
  afterEach(() => rm(home, { recursive: true, force: true }));
  const take = () => {
    const lock = tryLock(file);
    if (!("release" in lock)) throw new Error(`held by ${lock.heldBy}`);
    return lock;
  };

  it("is held by one, and free again when it is given back", () => {
    const mine = take();
    expect(tryLock(file)).toEqual({ heldBy: process.pid });
    mine.release();
    take().release();
  });

  it("of a process that is gone is nobody's", async () => {
    const mine = take();
    const held = JSON.parse(await readFile(file, "utf8")) as object;
    await writeFile(file, JSON.stringify({ ...held, started: "1", id: "other" }));
    take().release();
    mine.release();
  });

  it("of another machine is respected while it is touched, and nobody's later", async () => {
    const mine = take();
    await writeFile(file, JSON.stringify({ pid: 1, started: "1", space: "elsewhere", id: "other" }));
    expect(tryLock(file)).toEqual({ heldBy: 1 });
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(file, longAgo, longAgo);
    take().release();
    mine.release();
  });

  it("that was taken over is not removed by who lost it", async () => {
    const lost = take();
    await writeFile(
      file,
      JSON.stringify({ pid: process.pid, started: startOf(process.pid), space: "elsewhere", id: "other" }),
    );
    lost.release();
    expect(tryLock(file)).toEqual({ heldBy: process.pid });
  });

  it("that a crash left half written is nobody's", async () => {
    take().release();
    await writeFile(file, "{");
    const longAgo = new Date(Date.now() - 10_000);
    await utimes(file, longAgo, longAgo);
    take().release();
  });

  it("makes others wait for the work and says whom for", async () => {
    const first = take();
    const waited: number[] = [];
    const work = withLock(file, () => Promise.resolve("done"), {
      everyMs: 1,
      onWait(pid: number) {
        waited.push(pid);
        first.release();
      },
    });
    expect(await work).toBe("done");
    expect(waited).toEqual([process.pid]);
  });
});

describe("what is said", () => {
  it("is said once, and progress not more often than asked", () => {
    let now = 0;
    const lines: string[] = [];
    const voice = makeVoice({ out: { write: (text: string) => lines.push(text) }, now: () => now, everyMs: 10 });
    voice.say("Compiling…");
    voice.say("Compiling…");
    voice.progress("1 of 3");
    now = 11;
    voice.progress("2 of 3");
    now = 12;
    voice.progress("3 of 3");
    expect(lines).toEqual(["Compiling…\n", "  2 of 3\n"]);
  });

  it("names sizes and times as people do", () => {
    expect([412e6, 1.24e9, 10].map(size)).toEqual(["412 MB", "1.2 GB", "1 MB"]);
    expect([48_000, 185_000].map(duration)).toEqual(["48 s", "3 min 5 s"]);
  });
});

describe("what the page is made of", () => {
  let home: string;
  beforeEach(async () => home = await mkdtemp(path.join(tmpdir(), "gs-hash-")));
  afterEach(() => rm(home, { recursive: true, force: true }));

  it("is another when a file changes, moves or comes, and the same when the result changes", async () => {
    const hash = () => hashOf(home, ["."], new Set([path.join(home, "dist")]));
    const seen = new Set<string>();
    for (const [name, text] of [["a", "1"], ["a", "2"], ["b", "2"]] as const) {
      await writeFile(path.join(home, name), text);
      seen.add(hash());
    }
    await rm(path.join(home, "a"));
    seen.add(hash());
    expect(seen.size).toBe(4);
    await writeFile(path.join(home, "dist"), "built");
    expect(seen.has(hash())).toBe(true);
  });
});
