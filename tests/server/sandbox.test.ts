import { spawn } from "node:child_process";
import { mkdir, mkdtemp } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { denoFlags } from "../../server/native/permissions.mjs";
import { denoBin, root } from "../../server/native/places.mjs";

let outcome: Record<string, string>;
let other: Server;

/** Runs the probe with exactly the rights that the server gets, beside a port that is none of its business. */
beforeAll(async () => {
  const dataDir = join(await mkdtemp(join(tmpdir(), "sandbox-")), "data");
  for (const name of ["files", "keys", "database"]) await mkdir(join(dataDir, name), { recursive: true });
  other = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  const settings = {
    DATA_DIR: dataDir,
    HOST: "127.0.0.1",
    PORT: "4999",
    DATABASE_URL: "postgresql://postgres@localhost/x?host=/run/none",
  };
  const flags = denoFlags(settings, { root, worker: "/nowhere/mediasoup-worker" }).map((flag) =>
    // The probe lies with the tests, which the server itself may not read.
    flag.startsWith("--allow-read=") ? `${flag},${join(root, "tests/kit/sandbox-probe.ts")}` : flag
  );
  const env = { ...process.env, DATA_DIR: dataDir, OTHER_PORT: String(port) };
  outcome = JSON.parse(await output(["run", ...flags, join(root, "tests/kit/sandbox-probe.ts")], env));
});
afterAll(() => void other.close());

function output(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(denoBin, args, { cwd: root, env });
    let [text, problems] = ["", ""];
    child.stdout.on("data", (chunk) => text += String(chunk));
    child.stderr.on("data", (chunk) => problems += String(chunk));
    child.once("error", reject);
    child.once("exit", (code) => code === 0 ? resolve(text) : reject(new Error(problems)));
  });
}

it.each([
  "read a file of the system",
  "read the project's settings",
  "read the project's history",
  "write beside its data",
  "write into its own code",
  "write into the database's files",
  "make a link",
  "run a shell",
  "run itself with other rights",
  "reach another port of this machine",
  "reach another host",
  "stop another process",
])("refuses the server to %s", (attempt) => {
  expect(outcome[attempt]).toBe("refused");
});

it("lets nothing be tried that is not expected above", () => {
  expect(Object.keys(outcome)).toHaveLength(12);
});
