import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startBooth } from "../../../server/native/booth.mjs";
import { type Fence, fences, tightestFence } from "../../../server/native/fence.mjs";
import { startOf } from "../../../server/native/lock.mjs";
import { root } from "../../../server/native/places.mjs";
import { startTestBooth } from "../../kit/booth.ts";
import { until } from "../../kit/until.ts";

const node = path.join(root, "node_modules", ".bin", "node");
let dataDir: string;
beforeEach(async () => void (dataDir = await mkdtemp(path.join(tmpdir(), "gs-booth-"))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe("the booth's process", () => {
  it("may gain no rights, and sees no network where the machine lets it be taken away", async () => {
    const booth = await startTestBooth({ dataDir });
    const status = await readFile(`/proc/${booth.pid()}/status`, "utf8");
    expect(status).toMatch(/NoNewPrivs:\s*1/);
    expect(status).toMatch(/CapEff:\s*0+\n/);
    const fence = await tightestFence({ program: "/bin/true", args: [] });
    const cards = (await readFile(`/proc/${booth.pid()}/net/dev`, "utf8")).split("\n").slice(2).filter(Boolean);
    if (!fence?.network) expect(cards.map((it) => it.trim().split(":")[0])).toEqual(["lo"]);
    await booth.close();
  });

  it("ends when whoever started it is killed without a word", async () => {
    const script = `import { startBooth } from "${root}/server/native/booth.mjs";
      const booth = startBooth({ dataDir: ${JSON.stringify(dataDir)} });
      await booth.ready;
      console.log(booth.pid());`;
    const starter = spawn(node, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = Number(await new Promise((resolve) => starter.stdout.once("data", resolve)));
    expect(startOf(pid)).not.toBe("");
    starter.kill("SIGKILL");
    await until(() => startOf(pid) === "");
  });

  it("can be stopped before it is there, and twice", async () => {
    const booth = startBooth({ dataDir, program: node, say: () => {} });
    await Promise.all([booth.stop(), booth.stop()]);
    expect(await booth.ready).toBe(undefined);
    expect(booth.pid() === 0 || startOf(booth.pid()) === "").toBe(true);
  });

  it("that cannot run is missed with one sentence, and nothing throws", async () => {
    const said: string[] = [];
    const booth = startBooth({ dataDir, program: "/bin/false", say: (it) => void said.push(it) });
    expect(await booth.ready).toBe(undefined);
    expect(said).toEqual([expect.stringMatching(/^The interviewer's voice does not start: /)]);
    await booth.stop();
  });

  it("says plainly that there is no voice, and how to get one", async () => {
    const said: string[] = [];
    const env = { PATH: dataDir, GRINDSTONE_CACHE: dataDir };
    const booth = await startTestBooth({ dataDir, env, say: (it) => void said.push(it) });
    expect(said).toEqual([expect.stringMatching(/has no voice on this machine.*captions alone.*npm run setup/)]);
    await booth.close();
  });

  it("says that a voice is not here which was asked for, and speaks with another", async () => {
    const said: string[] = [];
    const booth = await startTestBooth({ dataDir, voice: "../../etc", say: (it) => void said.push(it) });
    expect(await booth.ready).toMatchObject({ voice: "Flite “rms”" });
    expect(said).toEqual([expect.stringMatching(/voice "\.\.\/\.\.\/etc" is not here: `npm run voice`/)]);
    await booth.close();
  });
});

describe("the fence around a child", () => {
  it("takes the network first, then rights, from root and from anybody", () => {
    for (const uid of [0, 1000]) {
      const all = fences(uid);
      expect(all.at(0)).toMatchObject({ network: false });
      expect(all.at(-1)).toMatchObject({ network: true, user: undefined });
    }
    expect(fences(0).map((it) => it.user)).toEqual([65534, undefined, 65534, undefined]);
    expect(fences(1000).every((it) => it.user === undefined)).toBe(true);
  });

  it("is as wide as the command needs, and no wider", async () => {
    const seen: Fence[] = [];
    const before = (it: Fence) => void seen.push(it);
    const found = await tightestFence({ program: "/bin/sh", args: ["-c", "exit 0"], before });
    expect(found).toEqual(seen.at(-1));
    const rest = seen.length;
    expect(await tightestFence({ program: "/bin/false", args: [], before })).toBe(undefined);
    expect(seen.length - rest).toBe(fences(process.getuid?.()).length);
  });
});
