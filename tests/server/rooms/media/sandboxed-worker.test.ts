import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { expect, it } from "vitest";
import { denoFlags } from "../../../../server/native/permissions.mjs";
import { denoBin, root } from "../../../../server/native/places.mjs";
import { workerPlace } from "../../../../server/native/worker.mjs";
import { until } from "../../../kit/until.ts";

const probe = join(root, "tests/kit/worker-probe.ts");

it("replaces a worker that hangs with no more rights than the server has", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "sandbox-"));
  const settings = { DATA_DIR: dataDir, HOST: "127.0.0.1", PORT: "4999", DATABASE_URL: "postgresql://x@localhost/x" };
  const worker = workerPlace().bin;
  const flags = denoFlags(settings, { root, worker }).map((flag) =>
    flag.startsWith("--allow-read=") ? `${flag},${probe}` : flag
  );
  const child = spawn(denoBin, ["run", ...flags, probe, worker], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let text = "";
  child.stdout.on("data", (chunk) => text += String(chunk));
  const said = (): number[] => [...text.matchAll(/^worker (\d+)$/gm)].map(([, pid]) => Number(pid));
  try {
    const [hung = 0] = await until(() => said().length === 1 && said());
    process.kill(hung, "SIGSTOP");
    const [, fresh] = await until(() => said().length === 2 && said());
    expect(fresh).not.toBe(hung);
    expect(() => process.kill(hung, 0)).toThrow();
    expect(await ended).toBe(0);
  } finally {
    child.kill("SIGKILL");
    await rm(dataDir, { recursive: true });
  }
});
